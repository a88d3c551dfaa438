//! Parsed sign-in settings. The types make a password without a user name impossible.

use smtp_doctor_catalogue::Entry;
use smtp_doctor_catalogue::Finding;
use smtp_doctor_catalogue::entries::*;
use smtp_doctor_model::Field;
use smtp_doctor_model::SettingsPatch;
use smtp_doctor_model::SignInMethod;
use smtp_doctor_model::Span;

use crate::address::Address;
use crate::form::AuthForm;
use crate::host_name;
use crate::secret::Secret;
use crate::text;

/// How to sign in.
pub enum Auth {
    /// With an existing access token, at any service.
    AccessToken {
        /// The mailbox to sign in to.
        username: String,
        /// The token, without line breaks or spaces.
        token: Secret,
    },
    /// With an app registered in Microsoft Entra.
    MicrosoftOauth(MicrosoftOauth),
    /// No sign-in.
    None,
    /// With user name and password.
    Password {
        /// User name, not blank, without control characters.
        username: String,
        /// Password, not blank.
        password: Secret,
    },
}

/// Microsoft OAuth with client credentials: an app signs in to a mailbox without a user.
pub struct MicrosoftOauth {
    /// The tenant's GUID or one of its domains.
    pub tenant_id: String,
    /// The app's GUID.
    pub client_id: String,
    /// The value of the app's secret.
    pub client_secret: Secret,
    /// The mailbox to sign in to.
    pub username: String,
}

impl Auth {
    /// The sign-in method.
    pub const fn method(&self) -> SignInMethod {
        match self {
            Self::AccessToken { .. } => SignInMethod::AccessToken,
            Self::MicrosoftOauth(_) => SignInMethod::MicrosoftOauth,
            Self::None => SignInMethod::None,
            Self::Password { .. } => SignInMethod::Password,
        }
    }

    /// Parses a form that has no errors.
    pub(crate) fn from_form(form: &AuthForm, from: &Address) -> Option<Self> {
        match form {
            AuthForm::None => Some(Self::None),
            AuthForm::Password { username, password } => {
                let username = username.trim().to_owned();
                (!username.is_empty() && !password.is_empty())
                    .then(|| Self::Password { username, password: password.into() })
            }
            AuthForm::AccessToken { username, access_token } => {
                let username = if username.trim().is_empty() { from.as_str() } else { username.trim() };
                (!access_token.is_empty())
                    .then(|| Self::AccessToken { username: username.to_owned(), token: access_token.into() })
            }
            AuthForm::MicrosoftOauth { tenant_id, client_id, client_secret, username } => {
                let username = if username.trim().is_empty() { from.as_str() } else { username.trim() };
                Some(Self::MicrosoftOauth(MicrosoftOauth {
                    tenant_id: tenant_id.trim().to_owned(),
                    client_id: client_id.trim().to_owned(),
                    client_secret: client_secret.into(),
                    username: username.to_owned(),
                }))
            }
        }
    }
}

/// The longest user name or secret in bytes. An AUTH line has at most 12,288 bytes (RFC 4954 §4), and Base64 adds a third.
const MAX_CREDENTIAL: usize = 4_096;

/// The longest access token in bytes; Microsoft's have about 2,000. In Base64 it still fits in an AUTH line.
const MAX_TOKEN: usize = 8_000;

/// Reports missing and malformed sign-in fields.
pub(crate) fn parse(form: &AuthForm, findings: &mut Vec<Finding>) {
    match form {
        AuthForm::None => {}
        AuthForm::Password { username, password } => {
            if username.trim().is_empty() {
                findings.push(Finding::error(&USERNAME_BLANK).at(Field::Username));
            } else {
                check_username(Field::Username, username, findings);
            }
            if password.is_empty() {
                findings.push(Finding::error(&PASSWORD_BLANK).at(Field::Password));
            } else {
                check_secret(Field::Password, "password", password.expose(), findings);
            }
        }
        AuthForm::AccessToken { username, access_token } => {
            if require(Field::AccessToken, access_token.expose(), findings) {
                findings.extend(token_problem(access_token.expose()));
            }
            if !username.trim().is_empty() {
                check_username(Field::Username, username, findings);
            }
        }
        AuthForm::MicrosoftOauth { tenant_id, client_id, client_secret, username } => {
            if require(Field::ClientId, client_id, findings) && !is_guid(client_id.trim()) {
                findings.push(malformed_id(&OAUTH_CLIENT_ID_MALFORMED, Field::ClientId, client_id));
            }
            if require(Field::TenantId, tenant_id, findings) && !is_tenant(tenant_id.trim()) {
                findings.push(malformed_id(&OAUTH_TENANT_MALFORMED, Field::TenantId, tenant_id));
            }
            if require(Field::ClientSecret, client_secret.expose(), findings) {
                if is_guid(client_secret.expose().trim()) {
                    findings.push(Finding::error(&OAUTH_SECRET_IS_ID).at(Field::ClientSecret));
                }
                check_secret(Field::ClientSecret, "client secret", client_secret.expose(), findings);
            }
            if !username.trim().is_empty() {
                check_username(Field::Username, username, findings);
            }
        }
    }
}

/// Checks the form of an access token (RFC 6750 §2.1). The finding repeats no part of the token.
fn token_problem(typed: &str) -> Option<Finding> {
    let legal = |b: u8| b.is_ascii_alphanumeric() || b"-._~+/=".contains(&b);
    let detail = if typed.len() > MAX_TOKEN {
        format!("This is longer than {MAX_TOKEN} bytes, so it is not an access token.")
    } else if typed.trim_start().get(..7).is_some_and(|it| it.eq_ignore_ascii_case("bearer ")) {
        "Remove the word \u{201c}Bearer\u{201d} at the beginning.".to_owned()
    } else if typed.trim_start().starts_with('{') {
        "This is the whole answer of the sign-in service. Enter only the value of access_token.".to_owned()
    } else if !typed.bytes().all(legal) {
        "The token contains a space, a line break or another character that is not allowed in a token.".to_owned()
    } else {
        return None;
    };
    Some(Finding::error(&OAUTH_TOKEN_MALFORMED).at(Field::AccessToken).saying(detail))
}

/// Reports a blank OAuth field. Returns whether the field has a value.
fn require(field: Field, typed: &str, findings: &mut Vec<Finding>) -> bool {
    let blank = typed.trim().is_empty();
    if blank {
        findings.push(Finding::error(&OAUTH_FIELD_BLANK).at(field).saying(format!("Enter the {}.", field.label())));
    }
    !blank
}

/// The finding does not repeat the value, because users may paste the client secret here.
fn malformed_id(about: &'static Entry, field: Field, typed: &str) -> Finding {
    let (detail, is_valid): (_, fn(&str) -> bool) = match field {
        Field::TenantId => ("Enter a tenant ID (36 characters) or a domain, for example contoso.com.", is_tenant),
        _ => ("Enter a client ID: 36 characters, for example 11111111-2222-3333-4444-555555555555.", is_guid),
    };
    let finding = Finding::error(about).at(field).saying(detail);
    let cleaned = text::cleaned(typed);
    let bare = cleaned.trim_matches(['{', '}', '"', '\'', ' ']);
    if is_valid(bare) { finding.fixed_by(SettingsPatch::text(field, bare)) } else { finding }
}

/// The typed tenant ID, if it is valid.
pub(super) fn tenant_id(typed: &str) -> Option<String> {
    Some(typed.trim()).filter(|it| is_tenant(it)).map(str::to_owned)
}

/// The typed client ID, if it is valid.
pub(super) fn client_id(typed: &str) -> Option<String> {
    Some(typed.trim()).filter(|it| is_guid(it)).map(str::to_owned)
}

/// `8-4-4-4-12` hexadecimal digits.
pub fn is_guid(text: &str) -> bool {
    text.len() == 36
        && text
            .bytes()
            .enumerate()
            .all(|(i, b)| if matches!(i, 8 | 13 | 18 | 23) { b == b'-' } else { b.is_ascii_hexdigit() })
}

/// A GUID or a domain. `common` and `organizations` are not enough: the client credentials grant needs one tenant.
fn is_tenant(text: &str) -> bool {
    is_guid(text) || (text.contains('.') && host_name::name(text).is_ok())
}

/// Reports characters that are not allowed in a user name, some of which would end a command line.
fn check_username(field: Field, typed: &str, findings: &mut Vec<Finding>) {
    let trimmed = typed.trim_matches(text::BLANKS);
    if typed.len() > MAX_CREDENTIAL {
        findings.push(too_long(field));
        return;
    }
    if let Some((at, c)) = text::first_invisible(trimmed) {
        let start = text::offset(typed, trimmed) + at;
        findings.push(
            Finding::error(&ADDRESS_INVISIBLE_CHARACTER)
                .at(field)
                .spanning(Span::of_bytes(typed, start, start + c.len_utf8()))
                .saying(format!("The user name contains {}.", text::character_name(c)))
                .fixed_by(SettingsPatch::text(field, text::cleaned(trimmed))),
        );
    } else if trimmed.len() != typed.len() {
        findings.push(
            Finding::warning(&ADDRESS_EXTRA_SPACE)
                .at(field)
                .saying("The user name starts or ends with a space or line break.")
                .fixed_by(SettingsPatch::text(field, trimmed)),
        );
    }
}

/// Reports unusual characters in a secret. The finding repeats no part of it.
fn check_secret(field: Field, what: &str, typed: &str, findings: &mut Vec<Finding>) {
    if typed.len() > MAX_CREDENTIAL {
        findings.push(too_long(field));
    } else if typed.contains(['\0', '\r', '\n']) {
        findings.push(
            Finding::error(&ADDRESS_INVISIBLE_CHARACTER).at(field).saying(format!(
                "The {what} contains a line break or a NUL character. SMTP sign-in cannot send these."
            )),
        );
    } else if typed.trim().len() != typed.len() {
        findings.push(
            Finding::warning(&ADDRESS_EXTRA_SPACE)
                .at(field)
                .saying(format!("The {what} starts or ends with a space. Remove it unless it belongs to the {what}.")),
        );
    }
}

fn too_long(field: Field) -> Finding {
    let about = if field == Field::Username { &USERNAME_FORM } else { &APP_PASSWORD_SHAPE };
    Finding::error(about)
        .at(field)
        .saying(format!("This is longer than {MAX_CREDENTIAL} bytes. Check what was pasted."))
}
