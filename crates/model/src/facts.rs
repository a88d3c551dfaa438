//! What the stages of a probe learn.

use std::fmt::Write as _;

use serde::Deserialize;
use serde::Serialize;

/// What a stage learnt. Only what it learnt is on the wire.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct StageFacts {
    /// The addresses of the server's name, in the order in which they are tried.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub addresses: Vec<String>,
    /// The address that is connected.
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
    /// The certificates that the server showed, its own first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub certificates: Vec<Certificate>,
    /// The name that the certificate had to be for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected_name: Option<String>,
    /// Whether the server showed a proof that its certificate was not revoked (OCSP, RFC 6066 §8); not known where an
    /// earlier session was resumed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ocsp_stapled: Option<bool>,
    /// What the server offers (its EHLO keywords).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub capabilities: Vec<String>,
    /// The sign in mechanism that was used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mechanism: Option<String>,
    /// Recipients that the server accepted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub accepted: Vec<String>,
    /// What came of each address that was tried.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attempts: Vec<Attempt>,
    /// What the access token says of itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token: Option<TokenFacts>,
    /// What was learnt beside, in sentences and records, for people.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

impl StageFacts {
    /// What is worth reading beside the outcome, a line each: certificates, the token, remarks.
    pub fn in_words(&self) -> impl Iterator<Item = String> {
        let certificates = self.certificates.iter().map(Certificate::in_words);
        let token = self.token.iter().map(TokenFacts::in_words);
        certificates.chain(token).chain(self.notes.iter().cloned())
    }
}

/// What came of connecting to an address.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Attempt {
    /// The address.
    pub address: String,
    /// `connected`, or why not.
    pub outcome: String,
}

/// What an access token says of itself. It was read, not verified; the token itself is never kept.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct TokenFacts {
    /// For which services it is (`aud`).
    pub audience: Vec<String>,
    /// What it permits (`roles`, `scp`).
    pub roles: Vec<String>,
    /// The tenant that issued it (`tid`).
    pub tenant: Option<String>,
    /// The application that asked for it (`appid`, `azp`).
    pub app: Option<String>,
    /// The application's identity in the tenant (`oid`): the Object ID of its enterprise application.
    pub object_id: Option<String>,
    /// Until when it is valid, in seconds since 1970 (`exp`).
    pub expires: Option<u64>,
}

impl TokenFacts {
    /// In a line, for people.
    pub fn in_words(&self) -> String {
        let list = |items: &[String]| if items.is_empty() { "nothing".to_owned() } else { items.join(", ") };
        let mut words = format!("Token for {}; permits {}", list(&self.audience), list(&self.roles));
        for (what, value) in
            [("application", &self.app), ("tenant", &self.tenant), ("Object ID of the application", &self.object_id)]
        {
            if let Some(value) = value {
                let _ = write!(words, "; {what} {value}");
            }
        }
        words
    }
}

/// A certificate that a server showed, whether it was trusted or not.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Certificate {
    /// To whom it was given.
    pub subject: String,
    /// Which authority gave it.
    pub issuer: String,
    /// The names for which it is valid.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
    /// The first day on which it is valid (`YYYY-MM-DD`, UTC).
    pub valid_from: String,
    /// The last one.
    pub valid_until: String,
    /// Whole days until it ends; negative if it has.
    pub days_left: i64,
    /// For how many days it was given.
    pub days_valid: i64,
    /// The kind and size of its key, such as `EC 256 bits`.
    pub key: String,
}

impl Certificate {
    /// In a line, for people.
    pub fn in_words(&self) -> String {
        let Self { subject, issuer, names, valid_from, valid_until, days_left, key, days_valid: _ } = self;
        let names = if names.is_empty() { String::new() } else { format!(" ({})", names.join(", ")) };
        let left = if *days_left < 0 {
            "it has ended".to_owned()
        } else {
            format!("{days_left} {} left", if *days_left == 1 { "day" } else { "days" })
        };
        format!("Certificate of {subject}{names}, by {issuer}, {valid_from} to {valid_until}, {left}, {key}")
    }
}
