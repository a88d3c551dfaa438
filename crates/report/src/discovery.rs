//! The words in which settings are found for an address.

use serde::Deserialize;
use serde::Serialize;
use smtp_doctor_model::Security;
use smtp_doctor_model::SettingsPatch;

/// What `POST /api/v1/discover` takes.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DiscoverRequest {
    /// An e-mail address, or the name of a host or a domain.
    pub email: String,
}

/// Settings that may work for an address.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Discovery {
    /// The best first: those that were seen to answer, encrypted and with sign in, before those that were not.
    pub candidates: Vec<DiscoveryCandidate>,
}

/// A server that may take mail for submission.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DiscoveryCandidate {
    /// The server.
    pub server: String,
    /// Its port.
    pub port: u16,
    /// The secure connection.
    pub security: Security,
    /// Who says so: `SRV record`, `provider table (Gmail)`.
    pub source: String,
    /// Whether it answered, up to EHLO. No credentials were sent.
    pub seen: bool,
    /// What it offered, in a line; empty if it did not answer.
    pub offers: String,
    /// What an admin must know of the service beside that; empty if nothing.
    pub note: String,
    /// The change of the form that takes it.
    pub fix: SettingsPatch,
}
