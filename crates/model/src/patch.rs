//! A change to the form that fixes a problem.

use std::fmt::Write as _;

use serde::Deserialize;
use serde::Serialize;

use crate::field::Field;
use crate::security::Security;

/// A change to the form. Each field that is set replaces the typed value. It never contains a secret.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct SettingsPatch {
    /// The new server address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub server: Option<String>,
    /// The new port.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port: Option<String>,
    /// The new secure connection.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub security: Option<Security>,
    /// The new user name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub username: Option<String>,
    /// The new OAuth client ID.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_id: Option<String>,
    /// The new OAuth tenant ID.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tenant_id: Option<String>,
    /// The new From address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The new To list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// The new Cc list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cc: Option<String>,
    /// The new Bcc list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bcc: Option<String>,
}

impl SettingsPatch {
    /// Sets one text field. For fields without text (security, sign-in method, secrets), the patch stays empty.
    pub fn text(field: Field, value: impl Into<String>) -> Self {
        let mut patch = Self::default();
        let value = Some(value.into());
        match field {
            Field::Server => patch.server = value,
            Field::Port => patch.port = value,
            Field::Username => patch.username = value,
            Field::ClientId => patch.client_id = value,
            Field::TenantId => patch.tenant_id = value,
            Field::From => patch.from = value,
            Field::To => patch.to = value,
            Field::Cc => patch.cc = value,
            Field::Bcc => patch.bcc = value,
            Field::Security | Field::Auth | Field::Password | Field::ClientSecret | Field::AccessToken => {}
            Field::Subject | Field::Text | Field::Html | Field::Message => {}
        }
        patch
    }

    /// Sets the secure connection.
    pub fn security(security: Security) -> Self {
        Self { security: Some(security), ..Self::default() }
    }

    /// Sets port and secure connection together.
    pub fn endpoint(port: u16, security: Security) -> Self {
        Self { port: Some(port.to_string()), security: Some(security), ..Self::default() }
    }

    /// The label of the button that applies the change: `Use port 587 with TLS (STARTTLS)`.
    pub fn label(&self) -> String {
        let mut parts = Vec::new();
        if let Some(server) = &self.server {
            parts.push(format!("server {server}"));
        }
        match (&self.port, self.security) {
            (Some(port), Some(security)) => parts.push(format!("port {port} with {}", security.label())),
            (Some(port), None) => parts.push(format!("port {port}")),
            (None, Some(security)) => parts.push(security.label().to_owned()),
            (None, None) => {}
        }
        let texts = [&self.username, &self.client_id, &self.tenant_id, &self.from, &self.to, &self.cc, &self.bcc];
        parts.extend(texts.into_iter().flatten().cloned());
        let mut label = String::from("Use ");
        for (i, part) in parts.iter().enumerate() {
            let _ = write!(label, "{}{part}", if i > 0 { ", " } else { "" });
        }
        label
    }
}
