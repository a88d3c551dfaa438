//! The settings without secrets, for reports.

use serde::Deserialize;
use serde::Serialize;
use smtp_doctor_model::Security;
use smtp_doctor_model::SignInMethod;

use crate::auth::Auth;
use crate::settings::Settings;

/// The settings without secrets.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SettingsSummary {
    /// The server.
    pub server: String,
    /// Its port.
    pub port: u16,
    /// The secure connection.
    pub security: Security,
    /// The sign-in method.
    pub auth_method: SignInMethod,
    /// The user name, if there is one.
    pub username: Option<String>,
    /// The tenant of the application, with Microsoft OAuth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tenant_id: Option<String>,
    /// The client ID of the application, with Microsoft OAuth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_id: Option<String>,
    /// The sender.
    pub from: String,
    /// To, Cc and Bcc together.
    pub recipients: Vec<String>,
}

impl From<&Settings> for SettingsSummary {
    fn from(settings: &Settings) -> Self {
        let username = match &settings.auth {
            Auth::None => None,
            Auth::Password { username, .. } | Auth::AccessToken { username, .. } => Some(username),
            Auth::MicrosoftOauth(oauth) => Some(&oauth.username),
        };
        let app = match &settings.auth {
            Auth::MicrosoftOauth(oauth) => Some(oauth),
            Auth::None | Auth::Password { .. } | Auth::AccessToken { .. } => None,
        };
        Self {
            server: settings.endpoint.host.to_string(),
            port: settings.endpoint.port,
            security: settings.endpoint.security,
            auth_method: settings.auth.method(),
            username: username.cloned(),
            tenant_id: app.map(|it| it.tenant_id.clone()),
            client_id: app.map(|it| it.client_id.clone()),
            from: settings.envelope.from.to_string(),
            recipients: settings.envelope.recipients.iter().map(ToString::to_string).collect(),
        }
    }
}
