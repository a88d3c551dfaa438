//! The form as typed. All settings from outside arrive in this type.

use std::fmt;

use serde::Deserialize;
use serde::Deserializer;
use serde::Serialize;
use serde::de;
use serde::ser::SerializeStruct as _;
use smtp_doctor_model::Security;
use smtp_doctor_model::SettingsPatch;
use smtp_doctor_model::SignInMethod;

use crate::secret::SecretText;

#[cfg(feature = "schema")]
use crate::schema;

/// The settings form as typed: raw, untrimmed, unchecked text.
///
/// Missing fields are blank. In JSON, `port` may be a number or a string.
#[derive(Clone, Default, Deserialize, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct SettingsForm {
    /// Server address.
    pub server: String,
    /// Port.
    #[cfg_attr(feature = "schema", schemars(with = "schema::TypedPort"))]
    #[serde(deserialize_with = "text_or_number")]
    pub port: String,
    /// Secure connection.
    #[cfg_attr(feature = "schema", schemars(with = "schema::TypedSecurity"))]
    pub security: Security,
    /// How to sign in.
    pub auth: AuthForm,
    /// From address.
    pub from: String,
    /// To addresses: separated by commas, semicolons or new lines, with or without display names.
    pub to: String,
    /// Cc addresses, like `to`.
    pub cc: String,
    /// Bcc addresses, like `to`.
    pub bcc: String,
}

impl SettingsForm {
    /// Applies a patch. A user name goes to the current sign-in method. A form without sign-in switches to user name and
    /// password.
    pub fn apply(&mut self, patch: &SettingsPatch) {
        let set = |target: &mut String, value: &Option<String>| {
            if let Some(value) = value {
                target.clone_from(value);
            }
        };
        set(&mut self.server, &patch.server);
        set(&mut self.port, &patch.port);
        set(&mut self.from, &patch.from);
        set(&mut self.to, &patch.to);
        set(&mut self.cc, &patch.cc);
        set(&mut self.bcc, &patch.bcc);
        if let Some(security) = patch.security {
            self.security = security;
        }
        match &mut self.auth {
            AuthForm::None => {
                if let Some(username) = &patch.username {
                    self.auth = AuthForm::Password { username: username.clone(), password: SecretText::default() };
                }
            }
            AuthForm::Password { username, .. } | AuthForm::AccessToken { username, .. } => {
                set(username, &patch.username);
            }
            AuthForm::MicrosoftOauth { tenant_id, client_id, username, .. } => {
                set(username, &patch.username);
                set(client_id, &patch.client_id);
                set(tenant_id, &patch.tenant_id);
            }
        }
    }

    /// The form with its secrets in plain text, for serialization. Use it only to send the form to the user's own
    /// service. Review every caller when you review the handling of secrets.
    pub fn with_secrets(&self) -> impl Serialize + '_ {
        WithSecrets(self)
    }
}

/// How to sign in, as typed.
#[derive(Clone, Default, Deserialize, PartialEq)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(!try_from, tag = "method", rename_all = "snake_case", deny_unknown_fields),
    schemars(transform = schema::only_the_method_is_required)
)]
#[serde(try_from = "AuthFields")]
pub enum AuthForm {
    /// No sign-in.
    #[default]
    None,
    /// With user name and password.
    Password {
        /// User name.
        username: String,
        /// Password.
        password: SecretText,
    },
    /// With an existing access token (XOAUTH2, OAUTHBEARER), at any service.
    AccessToken {
        /// The mailbox to sign in to; the From address if blank.
        username: String,
        /// The token.
        access_token: SecretText,
    },
    /// With an app registered in Microsoft Entra (client credentials).
    MicrosoftOauth {
        /// OAuth tenant ID: the tenant's GUID or one of its domains.
        tenant_id: String,
        /// OAuth client ID: a GUID.
        client_id: String,
        /// OAuth client secret: its value, not its ID.
        client_secret: SecretText,
        /// The mailbox to sign in to; the From address if blank.
        username: String,
    },
}

impl AuthForm {
    /// The sign-in method.
    pub const fn method(&self) -> SignInMethod {
        match self {
            Self::None => SignInMethod::None,
            Self::Password { .. } => SignInMethod::Password,
            Self::AccessToken { .. } => SignInMethod::AccessToken,
            Self::MicrosoftOauth { .. } => SignInMethod::MicrosoftOauth,
        }
    }
}

/// The wire form of [`AuthForm`]. The method decides which other fields are allowed.
///
/// A tagged enum would do the same, but its derived deserializer is a sixth of the page's size.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AuthFields {
    method: SignInMethod,
    #[serde(default, deserialize_with = "present")]
    username: Option<String>,
    #[serde(default, deserialize_with = "present")]
    password: Option<SecretText>,
    #[serde(default, deserialize_with = "present")]
    tenant_id: Option<String>,
    #[serde(default, deserialize_with = "present")]
    client_id: Option<String>,
    #[serde(default, deserialize_with = "present")]
    client_secret: Option<SecretText>,
    #[serde(default, deserialize_with = "present")]
    access_token: Option<SecretText>,
}

/// Deserializes a field that is present. A missing field is blank; `null` is an error.
fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

impl TryFrom<AuthFields> for AuthForm {
    type Error = &'static str;

    fn try_from(fields: AuthFields) -> Result<Self, &'static str> {
        let AuthFields { method, username, password, tenant_id, client_id, client_secret, access_token } = fields;
        let app = tenant_id.is_some() || client_id.is_some() || client_secret.is_some();
        let (password_given, token_given) = (password.is_some(), access_token.is_some());
        match method {
            SignInMethod::None if app || token_given || username.is_some() || password_given => {
                Err("the method `none` takes no other fields")
            }
            SignInMethod::Password if app || token_given => {
                Err("the method `password` takes only `username` and `password`")
            }
            SignInMethod::AccessToken if app || password_given => {
                Err("the method `access_token` takes only `username` and `access_token`")
            }
            SignInMethod::MicrosoftOauth if password_given || token_given => {
                Err("the method `microsoft_oauth` takes no `password` and no `access_token`")
            }
            SignInMethod::None => Ok(Self::None),
            SignInMethod::Password => {
                Ok(Self::Password { username: username.unwrap_or_default(), password: password.unwrap_or_default() })
            }
            SignInMethod::AccessToken => Ok(Self::AccessToken {
                username: username.unwrap_or_default(),
                access_token: access_token.unwrap_or_default(),
            }),
            SignInMethod::MicrosoftOauth => Ok(Self::MicrosoftOauth {
                tenant_id: tenant_id.unwrap_or_default(),
                client_id: client_id.unwrap_or_default(),
                client_secret: client_secret.unwrap_or_default(),
                username: username.unwrap_or_default(),
            }),
        }
    }
}

fn text_or_number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    struct TextOrNumber;

    impl de::Visitor<'_> for TextOrNumber {
        type Value = String;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a port as a number or a string")
        }

        fn visit_str<E: de::Error>(self, text: &str) -> Result<String, E> {
            Ok(text.to_owned())
        }

        fn visit_string<E: de::Error>(self, text: String) -> Result<String, E> {
            Ok(text)
        }

        fn visit_u64<E: de::Error>(self, number: u64) -> Result<String, E> {
            Ok(number.to_string())
        }

        fn visit_i64<E: de::Error>(self, number: i64) -> Result<String, E> {
            Ok(number.to_string())
        }
    }

    deserializer.deserialize_any(TextOrNumber)
}

struct WithSecrets<'a>(&'a SettingsForm);

impl Serialize for WithSecrets<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let form = self.0;
        let mut out = serializer.serialize_struct("SettingsForm", 8)?;
        out.serialize_field("server", &form.server)?;
        out.serialize_field("port", &form.port)?;
        out.serialize_field("security", &form.security)?;
        out.serialize_field("auth", &AuthWithSecrets(&form.auth))?;
        out.serialize_field("from", &form.from)?;
        out.serialize_field("to", &form.to)?;
        out.serialize_field("cc", &form.cc)?;
        out.serialize_field("bcc", &form.bcc)?;
        out.end()
    }
}

struct AuthWithSecrets<'a>(&'a AuthForm);

impl Serialize for AuthWithSecrets<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("AuthForm", 5)?;
        match self.0 {
            AuthForm::None => out.serialize_field("method", "none")?,
            AuthForm::Password { username, password } => {
                out.serialize_field("method", "password")?;
                out.serialize_field("username", username)?;
                out.serialize_field("password", password.expose())?;
            }
            AuthForm::AccessToken { username, access_token } => {
                out.serialize_field("method", "access_token")?;
                out.serialize_field("username", username)?;
                out.serialize_field("access_token", access_token.expose())?;
            }
            AuthForm::MicrosoftOauth { tenant_id, client_id, client_secret, username } => {
                out.serialize_field("method", "microsoft_oauth")?;
                out.serialize_field("tenant_id", tenant_id)?;
                out.serialize_field("client_id", client_id)?;
                out.serialize_field("client_secret", client_secret.expose())?;
                out.serialize_field("username", username)?;
            }
        }
        out.end()
    }
}
