//! The settings without their secrets: what reports may show.

use serde::Deserialize;
use serde::Serialize;

use crate::settings::Auth;
use crate::settings::Security;
use crate::settings::Settings;

/// The settings without their secrets.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SettingsSummary {
    /// The server.
    pub server: String,
    /// Its port.
    pub port: u16,
    /// The secure connection.
    pub security: Security,
    /// `none`, `password`, `microsoft_oauth` or `access_token`.
    pub auth_method: String,
    /// The user name, if there is one.
    pub username: Option<String>,
    /// The tenant of the application, where one signs in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tenant_id: Option<String>,
    /// The application that signs in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_id: Option<String>,
    /// The sender.
    pub from: String,
    /// To, Cc and Bcc together.
    pub recipients: Vec<String>,
}

impl From<&Settings> for SettingsSummary {
    fn from(settings: &Settings) -> Self {
        let (auth_method, username) = match &settings.auth {
            Auth::None => ("none", None),
            Auth::Password { username, .. } => ("password", Some(username.clone())),
            Auth::MicrosoftOauth(oauth) => ("microsoft_oauth", Some(oauth.username.clone())),
            Auth::AccessToken { username, .. } => ("access_token", Some(username.clone())),
        };
        let app = match &settings.auth {
            Auth::MicrosoftOauth(oauth) => Some(oauth),
            Auth::None | Auth::Password { .. } | Auth::AccessToken { .. } => None,
        };
        Self {
            server: settings.endpoint.host.to_string(),
            port: settings.endpoint.port,
            security: settings.endpoint.security,
            auth_method: auth_method.to_owned(),
            username,
            tenant_id: app.map(|it| it.tenant_id.clone()),
            client_id: app.map(|it| it.client_id.clone()),
            from: settings.envelope.from.to_string(),
            recipients: settings.envelope.recipients.iter().map(ToString::to_string).collect(),
        }
    }
}
