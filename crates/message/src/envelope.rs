//! The envelope of a message: whether it agrees with the header, and whether the server's limits allow the message.

use mail_parser::Address;
use mail_parser::Message;
use smtp_doctor_catalogue::Finding;
use smtp_doctor_catalogue::entries::*;
use smtp_doctor_settings::MAX_ADDRESS;
use smtp_doctor_settings::text::truncated;

use crate::context::Asked;
use crate::wire::MessageFacts;

/// What many providers take at most (Gmail 25 MB, Outlook.com 25 MB), encoded.
const USUAL_LIMIT: u64 = 25_000_000;

/// Where envelope and header tell different things.
pub(super) fn look(parsed: &Message<'_>, asked: &Asked<'_>, findings: &mut Vec<Finding>) {
    let Some(envelope) = asked.envelope else { return };
    // What is no message at all has not even the part that holds the header, which the parser's readers take for granted.
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
            "The envelope's sender is {sender}, the message says From {from}: SPF then speaks for {sent} only, and \
             DMARC of {shown} needs a DKIM signature."
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
            many => format!(" (and {} more)", many - 1),
        };
        findings.push(Finding::warning(&ENVELOPE_HEADER_MISMATCH).saying(format!(
            "{}{others} stands in To or Cc, but not in the envelope, and will not receive the message.",
            short(first)
        )));
    }
}

/// What stands for an address, for a sentence: no longer than addresses are, because a header holds anything.
fn short(address: &str) -> &str {
    truncated(MAX_ADDRESS, address)
}

/// The size of the message against the server's limit (RFC 1870).
pub(super) fn size(facts: &MessageFacts, asked: &Asked<'_>, findings: &mut Vec<Finding>) {
    let megabytes = |size: u64| format!("{:.1} MB", size as f64 / 1e6);
    match asked.capabilities.as_ref().and_then(|it| it.size) {
        Some(limit) if facts.size > limit => {
            findings.push(Finding::error(&MESSAGE_TOO_LARGE).saying(format!(
                "The message has {}, the server takes {} (its SIZE).",
                megabytes(facts.size),
                megabytes(limit)
            )));
        }
        None if facts.size > USUAL_LIMIT => {
            findings.push(Finding::warning(&MESSAGE_TOO_LARGE).saying(format!(
                "The message has {}; Gmail, Outlook.com and others take {}.",
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
