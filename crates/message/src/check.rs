//! The checks of a message, one after the other.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use mail_parser::MessageParser;

use crate::context::Asked;
use crate::context::in_order;
use crate::envelope;
use crate::header;
use crate::lines;
use crate::mime;
use crate::parts;
use crate::source::Source;
use crate::wire::MAX_MESSAGE;
use crate::wire::MessageEnvelope;
use crate::wire::MessageFacts;
use crate::wire::MessageForm;
use crate::wire::MessageReport;
use crate::wire::NoMessage;

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
    envelope: Option<&MessageEnvelope>,
    capabilities: Option<&[String]>,
) -> Result<MessageReport, NoMessage> {
    if bytes.len() > MAX_MESSAGE {
        return Err(NoMessage::TooLarge);
    }
    let asked = &Asked::new(envelope, capabilities);
    let source = Source { bytes };
    let mut facts = MessageFacts { size: bytes.len() as u64, ..MessageFacts::default() };
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
