//! Checks the parts of a message before a program composes it: subject, texts, addresses, files.

use smtp_doctor_catalogue::Finding;
use smtp_doctor_catalogue::entries::*;
use smtp_doctor_model::Field;
use smtp_doctor_model::Span;
use smtp_doctor_settings::list;
use smtp_doctor_settings::text::character_name;
use smtp_doctor_settings::text::first_invisible;

use crate::attachment;
use crate::context::MessageContext;
use crate::context::in_order;
use crate::envelope;
use crate::html;
use crate::lines::MAX_LINE;
use crate::wire::MessageFacts;
use crate::wire::MessageParts;
use crate::wire::MessageReport;

/// The estimated bytes of header and boundaries.
const HEADER_AND_BOUNDARIES: u64 = 2_000;

/// Checks the parts of a message.
pub(super) fn check(parts: &MessageParts, context: &MessageContext<'_>) -> MessageReport {
    let mut findings = Vec::new();
    let mut facts =
        MessageFacts { size: size(parts), attachments: parts.attachments.clone(), ..MessageFacts::default() };
    let lists = [(Field::From, &parts.from), (Field::To, &parts.to), (Field::Cc, &parts.cc), (Field::Bcc, &parts.bcc)];
    for (field, typed) in lists {
        if !injected(field, typed, &mut findings) {
            let found = if field == Field::From {
                list::parse_from(typed, &mut findings).into_iter().collect()
            } else {
                list::parse(field, typed, &mut findings)
            };
            if found.iter().any(|it| it.needs_smtputf8()) && facts.needs.is_empty() {
                facts.needs.push("SMTPUTF8".into());
            }
        }
    }
    if [&parts.to, &parts.cc, &parts.bcc].iter().all(|it| it.trim().is_empty()) {
        findings.push(Finding::error(&RECIPIENT_BLANK).at(Field::To));
    }
    subject(&parts.subject, &mut findings);
    for (field, text) in [(Field::Text, &parts.text), (Field::Html, &parts.html)] {
        control_characters(field, text, &mut findings);
        long_lines(field, text, &mut findings);
    }
    for flaw in html::flaws(&parts.html) {
        findings.push(
            Finding::warning(&HTML_MALFORMED)
                .at(Field::Html)
                .spanning(Span::of_bytes(&parts.html, flaw.start, flaw.end))
                .saying(flaw.detail),
        );
    }
    findings.extend(parts.attachments.iter().filter_map(|it| attachment::problem(&it.name, &[])));
    unsupported(&facts, context, &mut findings);
    envelope::size(&facts, context, &mut findings);
    MessageReport { findings: in_order(findings), facts }
}

/// Reports a line break in an address field that begins a new header field (CWE-93).
fn injected(field: Field, typed: &str, findings: &mut Vec<Finding>) -> bool {
    let mut start = 0;
    for line in typed.split_inclusive('\n') {
        let name = line.split_once(':').map(|(name, _)| name).filter(|_| start > 0);
        if name.is_some_and(|it| !it.is_empty() && it.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')) {
            findings.push(
                Finding::error(&HEADER_INJECTION)
                    .at(field)
                    .spanning(Span::of_bytes(typed, start, start + line.trim_end().len()))
                    .saying("The text after a line break would become a separate header field."),
            );
            return true;
        }
        start += line.len();
    }
    false
}

fn subject(subject: &str, findings: &mut Vec<Finding>) {
    let trimmed = subject.trim_end_matches(['\r', '\n']);
    if let Some(at) = trimmed.find(['\r', '\n']) {
        findings.push(
            Finding::error(&HEADER_INJECTION)
                .at(Field::Subject)
                .spanning(Span::of_bytes(subject, at, subject.len()))
                .saying("The subject contains a line break. The text after it can become a separate header field."),
        );
    } else if let Some((at, character)) = first_invisible(trimmed) {
        findings.push(
            Finding::warning(&MESSAGE_INVISIBLE_CHARACTER)
                .at(Field::Subject)
                .spanning(Span::of_bytes(subject, at, at + character.len_utf8()))
                .saying(format!("The subject contains {}.", character_name(character))),
        );
    }
}

/// Reports invisible pasted characters: controls, byte order marks, zero-width spaces and direction overrides. Joiners and
/// marks that scripts and emoji need are allowed.
fn control_characters(field: Field, text: &str, findings: &mut Vec<Finding>) {
    let is_odd = |c: char| {
        (c.is_control() && !matches!(c, '\t' | '\r' | '\n'))
            || matches!(c, '\u{200b}' | '\u{feff}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let Some((at, character)) = text.char_indices().find(|&(_, c)| is_odd(c)) else { return };
    let count = text.chars().filter(|&c| is_odd(c)).count();
    let others = if count > 1 { format!(", the first of {count} such characters") } else { String::new() };
    let finding = if character == '\0' {
        Finding::error(&MESSAGE_INVISIBLE_CHARACTER)
    } else {
        Finding::warning(&MESSAGE_INVISIBLE_CHARACTER)
    };
    let line = text[..at].matches('\n').count() + 1;
    findings.push(
        finding
            .at(field)
            .spanning(Span::of_bytes(text, at, at + character.len_utf8()))
            .saying(format!("Line {line} contains {}{others}.", character_name(character))),
    );
}

fn long_lines(field: Field, text: &str, findings: &mut Vec<Finding>) {
    let mut start = 0;
    for (number, line) in text.split('\n').enumerate() {
        if line.len() > MAX_LINE {
            findings.push(
                Finding::warning(&LINE_TOO_LONG)
                    .at(field)
                    .spanning(Span::of_bytes(text, start, start + line.len()))
                    .saying(format!(
                        "Line {} has {} bytes. Lines with more than {MAX_LINE} must be encoded (quoted-printable or \
                         Base64).",
                        number + 1,
                        line.len()
                    )),
            );
            return;
        }
        start += line.len() + 1;
    }
}

fn unsupported(facts: &MessageFacts, context: &MessageContext<'_>, findings: &mut Vec<Finding>) {
    if facts.needs.iter().any(|it| it == "SMTPUTF8") && context.capabilities.as_ref().is_some_and(|it| !it.smtputf8) {
        findings.push(
            Finding::error(&ENCODING_UNSUPPORTED)
                .saying("An address contains non-ASCII characters, but the server does not offer SMTPUTF8."),
        );
    }
}

/// The size on the wire. Base64 adds a third and line endings to files and non-ASCII texts (RFC 2045 §6.8).
fn size(parts: &MessageParts) -> u64 {
    let encoded = |size: u64| size.div_ceil(57) * 78;
    let text = |it: &String| if it.is_ascii() { it.len() as u64 } else { encoded(it.len() as u64) };
    HEADER_AND_BOUNDARIES
        + text(&parts.text)
        + text(&parts.html)
        + parts.attachments.iter().map(|it| encoded(it.size)).sum::<u64>()
}
