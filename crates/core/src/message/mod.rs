//! Emitter 4: what is wrong with a message itself: its lines, header, parts, HTML and envelope.
//!
//! A message comes raw, as it goes over the wire (RFC 5322), or as the parts from which a program will compose it. In
//! reading order: [`source`] (where in the message), [`lines`], [`header`], [`date`], [`mime`], [`html`], [`envelope`],
//! [`parts`].

mod attachment;
mod date;
mod envelope;
mod header;
mod html;
mod lines;
mod mime;
mod parts;
mod source;

#[cfg(test)]
mod tests;

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use mail_parser::MessageParser;
use serde::Deserialize;
use serde::Serialize;

use crate::finding::Finding;
use crate::message::source::Source;
use crate::smtp::Capabilities;

/// The largest message that is checked, in bytes: no large provider's limit is far above, most are below.
pub const MAX_MESSAGE: usize = 30_000_000;

/// A message to check: exactly one of `raw`, `raw_base64` and `parts`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MessageForm {
    /// The message as it goes over the wire (RFC 5322).
    pub raw: Option<String>,
    /// The same in Base64, for messages that are not UTF-8.
    pub raw_base64: Option<String>,
    /// What a program will compose the message from.
    pub parts: Option<Parts>,
    /// The envelope: it need not agree with the header.
    pub envelope: Option<Envelope>,
    /// What the server offers: the lines of its EHLO reply, as a probe reports them (`facts.capabilities`).
    pub capabilities: Option<Vec<String>>,
}

/// What a program will compose a message from.
#[derive(Clone, Debug, Default, Deserialize)]
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
#[serde(deny_unknown_fields)]
pub struct Attachment {
    /// Its name.
    pub name: String,
    /// Its size in bytes, before it is encoded.
    pub size: u64,
}

/// From whom and to whom the server is told to deliver (RFC 5321 §2.3.1).
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Envelope {
    /// MAIL FROM.
    pub from: String,
    /// Each RCPT TO.
    pub to: Vec<String>,
}

/// What was found in a message.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MessageReport {
    /// The gravest first, then by their place. Spans are characters of the field they name.
    pub findings: Vec<Finding>,
    /// What the message is made of.
    pub facts: Facts,
}

impl MessageReport {
    /// Each finding carries its entry's text.
    pub fn described(self) -> Self {
        Self { findings: self.findings.into_iter().map(Finding::described).collect(), ..self }
    }
}

/// What a message is made of.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize)]
pub struct Facts {
    /// Its size on the wire in bytes; estimated where only parts are known.
    pub size: u64,
    /// The extensions of SMTP that the server must offer to take it: `8BITMIME`, `SMTPUTF8`.
    pub needs: Vec<&'static str>,
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

/// Checks a message.
pub fn check(form: &MessageForm) -> Result<MessageReport, NoMessage> {
    let (envelope, capabilities) = (form.envelope.as_ref(), form.capabilities.as_deref());
    match (&form.raw, &form.raw_base64, &form.parts) {
        (Some(raw), None, None) => check_raw(raw.as_bytes(), envelope, capabilities),
        (None, Some(encoded), None) => {
            let bytes = STANDARD.decode(encoded.trim()).map_err(|_| NoMessage::NotBase64)?;
            check_raw(&bytes, envelope, capabilities)
        }
        (None, None, Some(parts)) => Ok(parts::look(parts, &Asked::new(envelope, capabilities))),
        _ => Err(NoMessage::NotOne),
    }
}

/// Checks a raw message, which need not be UTF-8. `envelope` and `capabilities` as in [`MessageForm`].
pub fn check_raw(
    bytes: &[u8],
    envelope: Option<&Envelope>,
    capabilities: Option<&[String]>,
) -> Result<MessageReport, NoMessage> {
    if bytes.len() > MAX_MESSAGE {
        return Err(NoMessage::TooLarge);
    }
    let asked = &Asked::new(envelope, capabilities);
    let source = Source { bytes };
    let mut facts = Facts { size: bytes.len() as u64, ..Facts::default() };
    let mut findings = Vec::new();
    lines::look(source, &mut findings);
    // What cannot be read as a message at all has no fields and no parts.
    let parsed = MessageParser::default().parse(bytes).unwrap_or_default();
    let block = header::Block::read(bytes, 0, bytes.len());
    header::look(source, &block, &parsed, asked, &mut facts, &mut findings);
    mime::look(source, &block, &parsed, asked, &mut facts, &mut findings);
    envelope::look(&parsed, asked, &mut findings);
    envelope::size(&facts, asked, &mut findings);
    Ok(MessageReport { findings: in_order(findings), facts })
}

/// What is known beside the message.
struct Asked<'a> {
    envelope: Option<&'a Envelope>,
    capabilities: Option<Capabilities>,
}

impl<'a> Asked<'a> {
    fn new(envelope: Option<&'a Envelope>, capabilities: Option<&[String]>) -> Self {
        let capabilities = capabilities.map(|it| Capabilities::of_keywords(it.iter().map(|it| &**it)));
        Self { envelope, capabilities }
    }
}

/// The gravest first, then by their place in the message.
fn in_order(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_by_key(|it| (std::cmp::Reverse(it.severity), it.span.map_or(usize::MAX, |span| span.start)));
    findings
}
