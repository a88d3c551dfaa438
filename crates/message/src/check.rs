//! Runs all checks of a message.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use mail_parser::MessageParser;

use crate::context::MessageContext;
use crate::context::in_order;
use crate::envelope;
use crate::header;
use crate::lines;
use crate::mime;
use crate::parts;
use crate::source::Source;
use crate::wire::MAX_MESSAGE;
use crate::wire::MessageEnvelope;
use crate::wire::MessageError;
use crate::wire::MessageFacts;
use crate::wire::MessageForm;
use crate::wire::MessageReport;

/// Checks a message.
pub fn check(form: &MessageForm) -> Result<MessageReport, MessageError> {
    let (envelope, capabilities) = (form.envelope.as_ref(), form.capabilities.as_deref());
    match (&form.raw, &form.raw_base64, &form.parts) {
        (Some(raw), None, None) => check_raw(raw.as_bytes(), envelope, capabilities),
        (None, Some(encoded), None) => {
            let bytes = STANDARD.decode(encoded.trim()).map_err(|_| MessageError::NotBase64)?;
            check_raw(&bytes, envelope, capabilities)
        }
        (None, None, Some(parts)) => Ok(parts::check(parts, &MessageContext::new(envelope, capabilities))),
        _ => Err(MessageError::NotOne),
    }
}

/// Checks a raw message, which need not be UTF-8. `envelope` and `capabilities` as in [`MessageForm`].
pub fn check_raw(
    bytes: &[u8],
    envelope: Option<&MessageEnvelope>,
    capabilities: Option<&[String]>,
) -> Result<MessageReport, MessageError> {
    if bytes.len() > MAX_MESSAGE {
        return Err(MessageError::TooLarge);
    }
    let context = &MessageContext::new(envelope, capabilities);
    let source = Source { bytes };
    let mut facts = MessageFacts { size: bytes.len() as u64, ..MessageFacts::default() };
    let mut findings = Vec::new();
    lines::check(source, &mut findings);
    // A text that cannot be parsed counts as a message without fields and parts.
    let parsed = MessageParser::default().parse(bytes).unwrap_or_default();
    let block = header::Block::read(bytes, 0, bytes.len());
    header::check(source, &block, &parsed, context, &mut facts, &mut findings);
    mime::check(source, &block, &parsed, context, &mut facts, &mut findings);
    envelope::check(&parsed, context, &mut findings);
    envelope::size(&facts, context, &mut findings);
    Ok(MessageReport { findings: in_order(findings), facts })
}
