//! `Debug` output of settings. It omits the typed values, because any field may contain a secret by mistake.

use std::fmt;

use crate::auth::Auth;
use crate::auth::MicrosoftOauth;
use crate::form::AuthForm;
use crate::form::SettingsForm;

/// Prints whether a field is blank instead of its text.
struct Typed<'a>(&'a str);

impl fmt::Debug for Typed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_empty() { "blank" } else { ".." })
    }
}

impl fmt::Debug for SettingsForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SettingsForm")
            .field("server", &Typed(&self.server))
            .field("port", &Typed(&self.port))
            .field("security", &self.security)
            .field("auth", &self.auth)
            .field("from", &Typed(&self.from))
            .field("to", &Typed(&self.to))
            .field("cc", &Typed(&self.cc))
            .field("bcc", &Typed(&self.bcc))
            .finish()
    }
}

impl fmt::Debug for AuthForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => f.write_str("None"),
            Self::Password { username, password } => {
                f.debug_struct("Password").field("username", &Typed(username)).field("password", password).finish()
            }
            Self::AccessToken { username, access_token } => f
                .debug_struct("AccessToken")
                .field("username", &Typed(username))
                .field("access_token", access_token)
                .finish(),
            Self::MicrosoftOauth { tenant_id, client_id, client_secret, username } => f
                .debug_struct("MicrosoftOauth")
                .field("tenant_id", &Typed(tenant_id))
                .field("client_id", &Typed(client_id))
                .field("client_secret", client_secret)
                .field("username", &Typed(username))
                .finish(),
        }
    }
}

/// Prints only the method. The other fields may contain misplaced secrets.
impl fmt::Debug for Auth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AccessToken { .. } => f.debug_struct("AccessToken").finish_non_exhaustive(),
            Self::MicrosoftOauth(app) => app.fmt(f),
            Self::None => f.write_str("None"),
            Self::Password { .. } => f.debug_struct("Password").finish_non_exhaustive(),
        }
    }
}

impl fmt::Debug for MicrosoftOauth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MicrosoftOauth").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secret::Secret;
    use crate::secret::SecretText;

    /// A secret that must not appear in any output.
    const CANARY: &str = "canary-Pa55word";

    fn canary() -> String {
        CANARY.to_owned()
    }

    fn secret() -> SecretText {
        canary().into()
    }

    #[track_caller]
    fn hides(printed: &str, what: &str) {
        assert!(printed.contains(what) && !printed.contains(CANARY), "{printed}");
    }

    #[test]
    fn a_form_prints_which_fields_are_filled_but_no_values() {
        let methods = [
            (AuthForm::None, "auth: None"),
            (AuthForm::Password { username: canary(), password: secret() }, "password: SecretText(..)"),
            (AuthForm::AccessToken { username: canary(), access_token: secret() }, "access_token: SecretText(..)"),
            (
                AuthForm::MicrosoftOauth {
                    tenant_id: canary(),
                    client_id: canary(),
                    client_secret: secret(),
                    username: canary(),
                },
                "client_secret: SecretText(..)",
            ),
        ];
        for (auth, shown) in methods {
            let form = SettingsForm {
                server: canary(),
                port: canary(),
                auth,
                from: canary(),
                to: canary(),
                cc: canary(),
                bcc: String::new(),
                ..SettingsForm::default()
            };
            hides(&format!("{form:?}"), shown);
            hides(&format!("{form:#?}"), "bcc: blank");
        }
    }

    #[test]
    fn parsed_sign_in_settings_print_only_the_method() {
        let secret = || Secret::from(&secret());
        let app =
            || MicrosoftOauth { tenant_id: canary(), client_id: canary(), client_secret: secret(), username: canary() };
        for (auth, shown) in [
            (Auth::None, "None"),
            (Auth::Password { username: canary(), password: secret() }, "Password { .. }"),
            (Auth::AccessToken { username: canary(), token: secret() }, "AccessToken { .. }"),
            (Auth::MicrosoftOauth(app()), "MicrosoftOauth { .. }"),
        ] {
            hides(&format!("{auth:?}"), shown);
        }
    }
}
