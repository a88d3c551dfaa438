//! The settings without their secrets: what reports may show.

use serde::Deserialize;
use serde::Serialize;

use crate::settings::Auth;
use crate::settings::Security;
use crate::settings::Settings;

/// The settings without their secrets.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct SettingsSummary {
    /// The server.
    pub server: String,
    /// Its port.
    pub port: u16,
    /// The secure connection.
    pub security: Security,
    /// `none`, `password` or `microsoft_oauth`.
    pub auth_method: String,
    /// The user name, if there is one.
    pub username: Option<String>,
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
        };
        Self {
            server: settings.endpoint.host.to_string(),
            port: settings.endpoint.port,
            security: settings.endpoint.security,
            auth_method: auth_method.to_owned(),
            username,
            from: settings.envelope.from.to_string(),
            recipients: settings.envelope.recipients.iter().map(ToString::to_string).collect(),
        }
    }
}
