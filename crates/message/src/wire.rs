//! Request and response types.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::Serialize;
use smtp_doctor_catalogue::CarriesFindings;
use smtp_doctor_catalogue::Finding;

/// The largest message that can be checked, in bytes. Most providers have a lower limit.
pub const MAX_MESSAGE: usize = 30_000_000;

/// A message to check: exactly one of `raw`, `raw_base64` and `parts`.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(extend("oneOf" = [
        {"required": ["raw"], "properties": {"raw": {"type": "string"}}},
        {"required": ["raw_base64"], "properties": {"raw_base64": {"type": "string"}}},
        {"required": ["parts"], "properties": {"parts": {"type": "object"}}},
    ]))
)]
#[serde(default, deny_unknown_fields)]
pub struct MessageForm {
    /// The message as sent over the wire (RFC 5322).
    pub raw: Option<String>,
    /// The message in Base64, if it is not UTF-8.
    pub raw_base64: Option<String>,
    /// The parts from which a program will compose the message.
    pub parts: Option<MessageParts>,
    /// The envelope. It may differ from the header.
    pub envelope: Option<MessageEnvelope>,
    /// The server's EHLO keywords, as a probe reports them (`facts.capabilities`).
    pub capabilities: Option<Vec<String>>,
}

/// The parts from which a program will compose a message.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct MessageParts {
    /// From, as typed.
    pub from: String,
    /// To, as typed.
    pub to: String,
    /// Cc, as typed.
    pub cc: String,
    /// Bcc, as typed.
    pub bcc: String,
    /// The subject.
    pub subject: String,
    /// The plain text.
    pub text: String,
    /// The HTML text.
    pub html: String,
    /// The files.
    pub attachments: Vec<Attachment>,
}

/// An attached file.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Attachment {
    /// Its name.
    pub name: String,
    /// Its size in bytes before encoding.
    pub size: u64,
}

/// Sender and recipients in the SMTP envelope (RFC 5321 §2.3.1).
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct MessageEnvelope {
    /// MAIL FROM.
    pub from: String,
    /// Each RCPT TO.
    pub to: Vec<String>,
}

/// The findings and facts about a message.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MessageReport {
    /// Worst first, then by position. Spans count characters in the field of the finding.
    pub findings: Vec<Finding>,
    /// Facts about the message.
    pub facts: MessageFacts,
}

impl CarriesFindings for MessageReport {
    fn map_findings(self, change: &dyn Fn(Finding) -> Finding) -> Self {
        Self { findings: self.findings.map_findings(change), ..self }
    }
}

/// Facts about a message.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MessageFacts {
    /// Its size on the wire in bytes; an estimate if only the parts are known.
    pub size: u64,
    /// The SMTP extensions that the server must offer to accept it: `8BITMIME`, `SMTPUTF8`.
    pub needs: Vec<Cow<'static, str>>,
    /// The attached files, with their size after decoding.
    pub attachments: Vec<Attachment>,
}

/// Why a [`MessageForm`] cannot be checked.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum MessageError {
    /// None or several of `raw`, `raw_base64` and `parts` are given.
    NotOne,
    /// `raw_base64` is not Base64.
    NotBase64,
    /// It has more than [`MAX_MESSAGE`] bytes.
    TooLarge,
}

impl fmt::Display for MessageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotOne => f.write_str("Give exactly one of `raw`, `raw_base64` and `parts`."),
            Self::NotBase64 => f.write_str("`raw_base64` is not Base64 (RFC 4648 §4, with padding)."),
            Self::TooLarge => {
                write!(f, "The message has more than {MAX_MESSAGE} bytes. No large provider accepts it.")
            }
        }
    }
}
