//! The types of an explanation.

use std::borrow::Cow;

use serde::Deserialize;
use serde::Serialize;
use smtp_doctor_catalogue::CarriesFindings;
use smtp_doctor_catalogue::Finding;
use smtp_doctor_model::Stage;
use smtp_doctor_smtp::EnhancedCode;

/// The longest text that can be explained, in bytes: about a day's log of a small server.
pub const MAX_TEXT: usize = 2_000_000;

/// The explanation of an error text.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Explanation {
    /// Most likely first; never empty. Errors are what the text says; notes are other possible meanings.
    pub findings: Vec<Finding>,
    /// The replies that servers gave, in the order of the text.
    pub replies: Vec<ReplySeen>,
    /// Other facts from the text.
    pub facts: ExplanationFacts,
}

impl CarriesFindings for Explanation {
    fn map_findings(self, change: &dyn Fn(Finding) -> Finding) -> Self {
        Self { findings: self.findings.map_findings(change), ..self }
    }
}

/// Facts from a text besides the problem.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ExplanationFacts {
    /// The stage where it happened.
    pub stage: Option<Stage>,
    /// The service whose server replied: the `id` of a known mail service.
    pub provider: Option<Cow<'static, str>>,
    /// Whether the same message may be accepted later (a 4xx reply).
    pub transient: Option<bool>,
    /// The number of passwords, tokens and keys in the text. Evidence and replies have `[redacted]` in their place.
    #[serde(default)]
    pub redacted: usize,
}

/// A text after [`redact()`](crate::redact()) removed its secrets. It is safe for reports and links.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct RedactedText {
    pub(crate) text: String,
    pub(crate) secrets: usize,
}

impl RedactedText {
    /// The text, with `[redacted]` in place of each secret.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// How many secrets were replaced.
    pub fn secrets(&self) -> usize {
        self.secrets
    }
}

/// A server's reply, as far as the text contains it.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReplySeen {
    /// The three-digit code.
    pub code: u16,
    /// The enhanced status code, such as `5.7.8`.
    pub enhanced: Option<EnhancedCode>,
    /// The reply text, without codes.
    pub text: String,
}
