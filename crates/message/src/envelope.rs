//! Checks the envelope against the header, and the message size against the server's limit.

use mail_parser::Address;
use mail_parser::Message;
use smtp_doctor_catalogue::Finding;
use smtp_doctor_catalogue::entries::*;
use smtp_doctor_settings::MAX_ADDRESS;
use smtp_doctor_settings::text::truncated;

use crate::context::MessageContext;
use crate::wire::MessageFacts;

/// The size limit of many providers (Gmail 25 MB, Outlook.com 25 MB), after encoding.
const USUAL_LIMIT: u64 = 25_000_000;

/// Compares the envelope with the header.
pub(super) fn check(parsed: &Message<'_>, context: &MessageContext<'_>, findings: &mut Vec<Finding>) {
    let Some(envelope) = context.envelope else { return };
    // The parser's accessors assume at least one part, but text that is not a message has none.
    if parsed.parts.is_empty() {
        return;
    }
    let from = parsed.from().and_then(Address::first).and_then(|it| it.address());
    let sender = bare(&envelope.from);
    if let (Some(from), Some((_, sent))) = (from, sender.rsplit_once('@'))
        && let Some((_, shown)) = from.rsplit_once('@')
        && !shown.eq_ignore_ascii_case(sent)
    {
        let [sender, from, sent, shown] = [sender, from, sent, shown].map(short);
        findings.push(Finding::warning(&ENVELOPE_HEADER_MISMATCH).saying(format!(
            "The envelope sender is {sender}, but From is {from}. SPF then covers only {sent}, and DMARC for {shown} needs \
             a DKIM signature."
        )));
    }
    let missing: Vec<&str> = [parsed.to(), parsed.cc()]
        .into_iter()
        .flatten()
        .flat_map(Address::iter)
        .filter_map(|it| it.address())
        .filter(|named| !envelope.to.iter().any(|it| bare(it).eq_ignore_ascii_case(named)))
        .collect();
    if let Some(first) = missing.first() {
        let others = match missing.len() {
            1 => String::new(),
            count => format!(" (and {} more)", count - 1),
        };
        findings.push(Finding::warning(&ENVELOPE_HEADER_MISMATCH).saying(format!(
            "{}{others} is in To or Cc but not in the envelope, and will not receive the message.",
            short(first)
        )));
    }
}

/// Truncates an address for a sentence, because a header may contain anything.
fn short(address: &str) -> &str {
    truncated(MAX_ADDRESS, address)
}

/// Compares the size of the message with the server's limit (RFC 1870).
pub(super) fn size(facts: &MessageFacts, context: &MessageContext<'_>, findings: &mut Vec<Finding>) {
    let megabytes = |size: u64| format!("{:.1} MB", size as f64 / 1e6);
    match context.capabilities.as_ref().and_then(|it| it.size) {
        Some(limit) if facts.size > limit => {
            findings.push(Finding::error(&MESSAGE_TOO_LARGE).saying(format!(
                "The message has {}, but the server accepts only {} (its SIZE limit).",
                megabytes(facts.size),
                megabytes(limit)
            )));
        }
        None if facts.size > USUAL_LIMIT => {
            findings.push(Finding::warning(&MESSAGE_TOO_LARGE).saying(format!(
                "The message has {}, but Gmail, Outlook.com and others accept only {}.",
                megabytes(facts.size),
                megabytes(USUAL_LIMIT)
            )));
        }
        _ => {}
    }
}

fn bare(address: &str) -> &str {
    address.trim().trim_start_matches('<').trim_end_matches('>')
}
