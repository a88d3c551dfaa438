//! Facts that the stages of a probe collect.

use std::fmt::Write as _;

use serde::Deserialize;
use serde::Serialize;

/// The facts that a stage collected. Fields without a value are left out of the JSON.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct StageFacts {
    /// The addresses of the server name, in the order in which they are tried.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub addresses: Vec<String>,
    /// The address of the connection.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// The server's reply, verbatim and redacted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reply: Vec<String>,
    /// The TLS version, such as `TLS 1.3`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tls_version: Option<String>,
    /// The cipher suite.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cipher_suite: Option<String>,
    /// The certificate chain that the server sent, its own certificate first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub certificates: Vec<Certificate>,
    /// The name that the certificate must match.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected_name: Option<String>,
    /// Whether the server stapled an OCSP response, which shows that its certificate is not revoked (RFC 6066 §8).
    /// Unknown if a TLS session was resumed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ocsp_stapled: Option<bool>,
    /// The EHLO keywords that the server offers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub capabilities: Vec<String>,
    /// The SASL mechanism that was used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mechanism: Option<String>,
    /// Recipients that the server accepted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub accepted: Vec<String>,
    /// The outcome of each connection attempt.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attempts: Vec<Attempt>,
    /// The claims of the access token.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token: Option<TokenFacts>,
    /// More facts for people to read: sentences and DNS records.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

impl StageFacts {
    /// What people should read next to the outcome, one line each: certificates, the token, notes.
    pub fn summary_lines(&self) -> impl Iterator<Item = String> {
        let certificates = self.certificates.iter().map(Certificate::summary);
        let token = self.token.iter().map(TokenFacts::summary);
        certificates.chain(token).chain(self.notes.iter().cloned())
    }
}

/// The outcome of a connection attempt.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Attempt {
    /// The address.
    pub address: String,
    /// `connected`, or why it failed.
    pub outcome: String,
}

/// Claims of an access token. They are decoded but not verified. The token itself is never kept.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct TokenFacts {
    /// The services that it is for (`aud`).
    pub audience: Vec<String>,
    /// What it permits (`roles`, `scp`).
    pub roles: Vec<String>,
    /// The tenant that issued it (`tid`).
    pub tenant: Option<String>,
    /// The application that requested it (`appid`, `azp`).
    pub app: Option<String>,
    /// The Object ID of the enterprise application in the tenant (`oid`).
    pub object_id: Option<String>,
    /// When it expires, in seconds since 1970 (`exp`).
    pub expires: Option<u64>,
}

impl TokenFacts {
    /// One line for people.
    pub fn summary(&self) -> String {
        let list = |items: &[String]| if items.is_empty() { "nothing".to_owned() } else { items.join(", ") };
        let mut line = format!("Token for {}; permits {}", list(&self.audience), list(&self.roles));
        for (what, value) in
            [("application", &self.app), ("tenant", &self.tenant), ("Object ID of the application", &self.object_id)]
        {
            if let Some(value) = value {
                let _ = write!(line, "; {what} {value}");
            }
        }
        line
    }
}

/// A certificate that a server sent, trusted or not.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Certificate {
    /// The subject.
    pub subject: String,
    /// The issuing authority.
    pub issuer: String,
    /// The DNS names that it is valid for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
    /// The first day of its validity (`YYYY-MM-DD`, UTC).
    pub valid_from: String,
    /// The last day of its validity.
    pub valid_until: String,
    /// Whole days until it expires; negative if it has expired.
    pub days_left: i64,
    /// The length of its validity in days.
    pub days_valid: i64,
    /// Key type and size, such as `EC 256 bits`.
    pub key: String,
}

impl Certificate {
    /// One line for people.
    pub fn summary(&self) -> String {
        let Self { subject, issuer, names, valid_from, valid_until, days_left, key, days_valid: _ } = self;
        let names = if names.is_empty() { String::new() } else { format!(" ({})", names.join(", ")) };
        let left = if *days_left < 0 {
            "expired".to_owned()
        } else {
            format!("{days_left} {} left", if *days_left == 1 { "day" } else { "days" })
        };
        format!("Certificate of {subject}{names}, by {issuer}, {valid_from} to {valid_until}, {left}, {key}")
    }
}
