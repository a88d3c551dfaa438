//! Emitter 3: what a pasted error text means.
//!
//! In reading order: [`engine`] (from text to findings), [`pattern`] (the language in which each entry says its words),
//! [`tokens`] (what a word is), [`index`] (all patterns in one pass), [`codes`] (reply codes and enhanced codes),
//! [`rank`] (the likeliest first), [`decode`] (texts in another dress: quoted-printable, Base64, UTF-16).
//!
//! Without the feature `recognise` only the types of the answer are here, for who gets it from elsewhere.

#[cfg(feature = "recognise")]
mod codes;
#[cfg(feature = "recognise")]
mod decode;
#[cfg(feature = "recognise")]
mod engine;
#[cfg(feature = "recognise")]
mod index;
#[cfg(feature = "recognise")]
mod pattern;
#[cfg(feature = "recognise")]
mod patterns;
#[cfg(feature = "recognise")]
mod rank;
#[cfg(feature = "recognise")]
mod redact;
#[cfg(feature = "recognise")]
mod tokens;

#[cfg(all(test, feature = "recognise"))]
mod tests;

use std::borrow::Cow;

use serde::Deserialize;
use serde::Serialize;

#[cfg(feature = "recognise")]
pub use decode::from_bytes;
#[cfg(feature = "recognise")]
pub use engine::explain;
#[cfg(feature = "recognise")]
pub use engine::recognise;
#[cfg(feature = "recognise")]
pub use index::Index;
#[cfg(feature = "recognise")]
pub use patterns::patterns;
#[cfg(feature = "recognise")]
pub use redact::redact;

use crate::finding::CarriesFindings;
use crate::finding::Finding;
use crate::probe::Stage;
use crate::smtp::EnhancedCode;

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
    pub facts: Facts,
}

impl CarriesFindings for Explanation {
    fn map_findings(self, change: &dyn Fn(Finding) -> Finding) -> Self {
        Self { findings: self.findings.map_findings(change), ..self }
    }
}

/// What a text tells beside the problem.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "ExplanationFacts"))]
pub struct Facts {
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

/// A text without its secrets, as [`redact()`] leaves it: what reports and links may hold.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct RedactedText {
    text: String,
    secrets: usize,
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
