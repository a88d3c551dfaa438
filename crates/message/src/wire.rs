//! The types of question and answer.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::Serialize;
use smtp_doctor_catalogue::CarriesFindings;
use smtp_doctor_catalogue::Finding;

/// The largest message that is checked, in bytes: no large provider's limit is far above, most are below.
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
    /// The message as it goes over the wire (RFC 5322).
    pub raw: Option<String>,
    /// The same in Base64, for messages that are not UTF-8.
    pub raw_base64: Option<String>,
    /// What a program will compose the message from.
    pub parts: Option<Parts>,
    /// The envelope: it need not agree with the header.
    pub envelope: Option<MessageEnvelope>,
    /// What the server offers: the lines of its EHLO reply, as a probe reports them (`facts.capabilities`).
    pub capabilities: Option<Vec<String>>,
}

/// What a program will compose a message from.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "MessageParts"))]
#[serde(default, deny_unknown_fields)]
pub struct Parts {
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

/// A file of a message.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Attachment {
    /// Its name.
    pub name: String,
    /// Its size in bytes, before it is encoded.
    pub size: u64,
}

/// From whom and to whom the server is told to deliver (RFC 5321 §2.3.1).
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct MessageEnvelope {
    /// MAIL FROM.
    pub from: String,
    /// Each RCPT TO.
    pub to: Vec<String>,
}

/// What was found in a message.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MessageReport {
    /// The gravest first, then by their place. Spans are characters of the field they name.
    pub findings: Vec<Finding>,
    /// What the message is made of.
    pub facts: MessageFacts,
}

impl CarriesFindings for MessageReport {
    fn map_findings(self, change: &dyn Fn(Finding) -> Finding) -> Self {
        Self { findings: self.findings.map_findings(change), ..self }
    }
}

/// What a message is made of.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MessageFacts {
    /// Its size on the wire in bytes; estimated where only parts are known.
    pub size: u64,
    /// The extensions of SMTP that the server must offer to take it: `8BITMIME`, `SMTPUTF8`.
    pub needs: Vec<Cow<'static, str>>,
    /// The files, with their sizes after decoding.
    pub attachments: Vec<Attachment>,
}

/// Why a [`MessageForm`] is no message.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum NoMessage {
    /// None or several of `raw`, `raw_base64` and `parts` are given.
    NotOne,
    /// `raw_base64` is no Base64.
    NotBase64,
    /// It has more than [`MAX_MESSAGE`] bytes.
    TooLarge,
}

impl fmt::Display for NoMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotOne => f.write_str("Give exactly one of `raw`, `raw_base64` and `parts`."),
            Self::NotBase64 => f.write_str("`raw_base64` is no Base64 (RFC 4648 §4, with padding)."),
            Self::TooLarge => {
                write!(f, "The message has more than {MAX_MESSAGE} bytes, more than any large provider takes.")
            }
        }
    }
}
