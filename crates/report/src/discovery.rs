//! The wire types of discovery, which finds settings for an address.

use serde::Deserialize;
use serde::Serialize;
use smtp_doctor_model::Security;
use smtp_doctor_model::SettingsPatch;

/// The request body of `POST /api/v1/discover`.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DiscoverRequest {
    /// An e-mail address, a host name or a domain.
    pub email: String,
}

/// The settings that may work for an address.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Discovery {
    /// Best first: servers that answered, with encryption and sign-in, before the others.
    pub candidates: Vec<DiscoveryCandidate>,
}

/// A server that may accept mail for submission.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DiscoveryCandidate {
    /// The server.
    pub server: String,
    /// Its port.
    pub port: u16,
    /// The secure connection.
    pub security: Security,
    /// The source of these settings: `SRV record`, `provider table (Gmail)`.
    pub source: String,
    /// Whether the server answered up to EHLO. No credentials were sent.
    pub seen: bool,
    /// What the server offered, in one line; empty if it did not answer.
    pub offers: String,
    /// What else an admin must know about the service; may be empty.
    pub note: String,
    /// The change to the form that uses these settings.
    pub fix: SettingsPatch,
}
