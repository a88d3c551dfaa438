//! What an explanation answers.

use std::borrow::Cow;

use serde::Deserialize;
use serde::Serialize;
use smtp_doctor_catalogue::CarriesFindings;
use smtp_doctor_catalogue::Finding;
use smtp_doctor_model::Stage;
use smtp_doctor_smtp::EnhancedCode;

/// The longest text that is explained, in bytes: a day's log of a small server.
pub const MAX_TEXT: usize = 2_000_000;

/// What a text means.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Explanation {
    /// The likeliest first; never empty. An error is what the text says; a note is what it may also mean.
    pub findings: Vec<Finding>,
    /// The replies that servers gave, in the order of the text.
    pub replies: Vec<ReplySeen>,
    /// What else the text tells.
    pub facts: ExplanationFacts,
}

impl CarriesFindings for Explanation {
    fn map_findings(self, change: &dyn Fn(Finding) -> Finding) -> Self {
        Self { findings: self.findings.map_findings(change), ..self }
    }
}

/// What a text tells beside the problem.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ExplanationFacts {
    /// The stage in which it happened.
    pub stage: Option<Stage>,
    /// Whose server spoke: the `id` of a known mail service.
    pub provider: Option<Cow<'static, str>>,
    /// Whether the same mail may pass later (a reply 4xx).
    pub transient: Option<bool>,
    /// How many passwords, tokens and keys the text holds. `[redacted]` stands for each in evidence and replies.
    #[serde(default)]
    pub redacted: usize,
}

/// A text without its secrets, as [`redact()`](crate::redact()) leaves it: what reports and links may hold.
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

/// A server's reply, as far as the text has it.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReplySeen {
    /// The three-digit code.
    pub code: u16,
    /// The enhanced status code, such as `5.7.8`.
    pub enhanced: Option<EnhancedCode>,
    /// What the server said, codes left out.
    pub text: String,
}
