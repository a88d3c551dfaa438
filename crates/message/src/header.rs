//! Checks the header of a message: missing, duplicate and malformed fields (RFC 5322 §3.6).

use mail_parser::HeaderName;
use mail_parser::Message;
use smtp_doctor_catalogue::Finding;
use smtp_doctor_catalogue::entries::*;
use smtp_doctor_model::Severity;
use smtp_doctor_settings::Address;

use crate::context::MessageContext;
use crate::date;
use crate::lines::lines;
use crate::source::Occurrences;
use crate::source::Source;
use crate::wire::MessageFacts;

/// Fields that may appear only once (RFC 5322 §3.6, RFC 2045 §3).
const ONCE: [&str; 14] = [
    "From",
    "Sender",
    "Reply-To",
    "To",
    "Cc",
    "Bcc",
    "Date",
    "Message-ID",
    "In-Reply-To",
    "References",
    "Subject",
    "MIME-Version",
    "Content-Type",
    "Content-Transfer-Encoding",
];

/// The longest encoded word (RFC 2047 §2).
const MAX_ENCODED_WORD: usize = 75;

/// A header field as written.
pub(super) struct RawField<'a> {
    pub(super) name: &'a str,
    /// The value after the colon, unfolded.
    pub(super) value: String,
    pub(super) start: usize,
    pub(super) end: usize,
}

impl RawField<'_> {
    pub(super) fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }
}

/// A header: the fields before the first empty line.
pub(super) struct Block<'a> {
    pub(super) fields: Vec<RawField<'a>>,
    /// Lines that are not a field.
    pub(super) malformed: Occurrences,
    /// Continuation lines that contain only white space (RFC 5322 §3.2.2).
    blank: Occurrences,
    /// The end of the header.
    end: usize,
}

impl<'a> Block<'a> {
    /// Reads the header that begins at `from`.
    pub(super) fn read(bytes: &'a [u8], from: usize, to: usize) -> Self {
        let mut block =
            Self { fields: Vec::new(), malformed: Occurrences::default(), blank: Occurrences::default(), end: to };
        for line in lines(bytes, from, to) {
            let text = &bytes[line.start..line.end];
            if text.is_empty() {
                block.end = line.start;
                break;
            }
            if text[0] == b' ' || text[0] == b'\t' {
                if text.iter().all(|it| matches!(it, b' ' | b'\t')) {
                    block.blank.add(line.start, line.end);
                }
                match block.fields.last_mut() {
                    Some(field) => {
                        field.value.push(' ');
                        field.value.push_str(String::from_utf8_lossy(text).trim());
                        field.end = line.end;
                    }
                    None => block.malformed.add(line.start, line.end),
                }
                continue;
            }
            match name_of(text) {
                Some(name) => block.fields.push(RawField {
                    name,
                    value: String::from_utf8_lossy(&text[name.len()..]).trim_start()[1..].trim().to_owned(),
                    start: line.start,
                    end: line.end,
                }),
                None => block.malformed.add(line.start, line.end),
            }
        }
        block
    }

    pub(super) fn field(&self, name: &str) -> Option<&RawField<'a>> {
        self.fields.iter().find(|it| it.is(name))
    }
}

/// The name before the colon: printable ASCII without spaces (RFC 5322 §2.2; §4.5.8 allowed spaces before the colon).
fn name_of(line: &[u8]) -> Option<&str> {
    let colon = line.iter().position(|&it| it == b':')?;
    let name = str::from_utf8(&line[..colon]).ok()?.trim_end_matches([' ', '\t']);
    (!name.is_empty() && name.bytes().all(|it| it.is_ascii_graphic())).then_some(name)
}

/// Checks the header of a raw message.
pub(super) fn check(
    source: Source<'_>,
    block: &Block<'_>,
    parsed: &Message<'_>,
    context: &MessageContext<'_>,
    facts: &mut MessageFacts,
    findings: &mut Vec<Finding>,
) {
    structure(source, block, findings);
    for name in ONCE {
        let mut fields = block.fields.iter().filter(|it| it.is(name));
        if let Some(second) = fields.nth(1) {
            let times = match 2 + fields.count() {
                2 => "twice".to_owned(),
                count => format!("{count} times"),
            };
            let detail = format!("{name} appears {times}; only one is allowed.");
            let finding = Finding::error(&HEADER_DUPLICATED).saying(detail);
            findings.push(source.locate(finding, second.start, second.end));
        }
    }
    missing(block, findings);
    addresses(source, block, parsed, findings);
    if let Some(field) = block.field("Date")
        && let Some(problem) = date::problem(&field.value)
    {
        let finding = Finding::error(&HEADER_MALFORMED).saying(format!("Date is not valid. {problem}"));
        findings.push(source.locate(finding, field.start, field.end));
    }
    if let Some(field) = block.field("Message-ID")
        && !field.value.is_empty()
        && !is_message_id(&field.value)
    {
        let finding = Finding::warning(&HEADER_MALFORMED)
            .saying("Message-ID must look like this: <unique-text@example.com>, in angle brackets and without spaces.");
        findings.push(source.locate(finding, field.start, field.end));
    }
    letters(source, block, context, facts, findings);
    for field in &block.fields {
        encoded_words(source, field, findings);
    }
}

fn structure(source: Source<'_>, block: &Block<'_>, findings: &mut Vec<Finding>) {
    if let Some((start, end)) = block.malformed.first {
        let bytes = &source.bytes[start..end];
        let (why, advice) = if bytes.starts_with(b"From ") {
            ("is the separator of a mailbox file (mbox)", "Remove it.")
        } else {
            (
                "is not a header field",
                "A field needs a name of printable ASCII characters without spaces, then a colon.",
            )
        };
        let finding = Finding::error(&HEADER_MALFORMED).saying(format!(
            "Line {} of the header {why}{}. {advice}",
            source.line_number(start),
            block.malformed.others()
        ));
        findings.push(source.locate(finding, start, end));
    }
    if let Some((start, end)) = block.blank.first {
        let finding = Finding::warning(&HEADER_MALFORMED).saying(format!(
            "Line {} continues a field but contains only spaces. Some programs treat it as the end of the header.",
            source.line_number(start)
        ));
        findings.push(source.locate(finding, start, end));
    }
}

fn missing(block: &Block<'_>, findings: &mut Vec<Finding>) {
    let has = |name: &str| block.field(name).is_some_and(|it| !it.value.is_empty());
    for (name, severity, why) in [
        ("From", Severity::Error, "it states who the message is from."),
        ("Date", Severity::Warning, "not every server adds it, and Gmail refuses messages without it."),
        ("Message-ID", Severity::Warning, "not every server adds it, and spam filters expect it."),
    ] {
        if !has(name) {
            let there = if block.field(name).is_some() { "empty" } else { "missing" };
            findings.push(Finding::new(&HEADER_MISSING, severity).saying(format!("{name} is {there}: {why}")));
        }
    }
    if !["To", "Cc", "Bcc"].into_iter().any(has) {
        let detail = "To, Cc and Bcc are all missing. Some servers and spam filters expect a recipient.";
        findings.push(Finding::warning(&HEADER_MISSING).saying(detail));
    }
    let mime = block.fields.iter().any(|it| it.is("Content-Type") || it.is("Content-Transfer-Encoding"));
    if mime && !has("MIME-Version") {
        let detail = "MIME-Version is missing. Without \u{201c}MIME-Version: 1.0\u{201d}, programs may ignore the content \
                      type.";
        findings.push(Finding::warning(&HEADER_MISSING).saying(detail));
    }
}

fn addresses(source: Source<'_>, block: &Block<'_>, parsed: &Message<'_>, findings: &mut Vec<Finding>) {
    for (name, header, about) in [
        ("From", HeaderName::From, &FROM_INVALID),
        ("Sender", HeaderName::Sender, &FROM_INVALID),
        ("Reply-To", HeaderName::ReplyTo, &RECIPIENT_INVALID),
        ("To", HeaderName::To, &RECIPIENT_INVALID),
        ("Cc", HeaderName::Cc, &RECIPIENT_INVALID),
        ("Bcc", HeaderName::Bcc, &RECIPIENT_INVALID),
    ] {
        let Some(field) = block.field(name).filter(|it| !it.value.is_empty()) else { continue };
        let list: Vec<_> =
            parsed.header(header).and_then(|it| it.as_address()).into_iter().flat_map(|it| it.iter()).collect();
        let problem = if list.is_empty() && *about == FROM_INVALID {
            Some("It contains no address.".to_owned())
        } else {
            list.iter().find_map(|it| match it.address() {
                Some(address) => Address::parse(address).err().map(|it| it.to_string()),
                None => Some(format!("\u{201c}{}\u{201d} has no address.", it.name().unwrap_or_default())),
            })
        };
        if let Some(problem) = problem {
            let finding = Finding::error(about).saying(format!("{name} is not valid. {problem}"));
            findings.push(source.locate(finding, field.start, field.end));
        } else if name == "From" && list.len() > 1 {
            let sender = if block.field("Sender").is_some() { "" } else { " Several also require a Sender field." };
            let detail = format!("From contains {} addresses. Gmail and others accept only one.{sender}", list.len());
            findings.push(source.locate(Finding::warning(about).saying(detail), field.start, field.end));
        }
    }
}

/// Reports unencoded non-ASCII characters (RFC 6532), which need SMTPUTF8 on every server on the way.
fn letters(
    source: Source<'_>,
    block: &Block<'_>,
    context: &MessageContext<'_>,
    facts: &mut MessageFacts,
    findings: &mut Vec<Finding>,
) {
    // A byte order mark has its own finding.
    let from = if source.bytes.starts_with("\u{feff}".as_bytes()) { 3.min(block.end) } else { 0 };
    let Some(start) = source.bytes[from..block.end].iter().position(|it| !it.is_ascii()) else { return };
    let start = from + start;
    let end = start + source.bytes[start..block.end].iter().position(u8::is_ascii).unwrap_or(block.end - start);
    let line = source.line_number(start);
    let utf8 = str::from_utf8(&source.bytes[..block.end]).is_ok();
    let offered = context.capabilities.as_ref().map(|it| it.smtputf8);
    if utf8 {
        facts.needs.push("SMTPUTF8".into());
    }
    let (severity, detail) = match (utf8, offered) {
        (false, _) => (
            Severity::Error,
            format!("Line {line} of the header contains non-ASCII characters that are neither encoded nor UTF-8."),
        ),
        (true, Some(true)) => return,
        (true, Some(false)) => (
            Severity::Error,
            format!(
                "Line {line} of the header contains unencoded non-ASCII characters, but the server does not offer SMTPUTF8."
            ),
        ),
        (true, None) => (
            Severity::Warning,
            format!(
                "Line {line} of the header contains unencoded non-ASCII characters. Encode them (=?utf-8?...?=). Otherwise \
                 every server on the way must offer SMTPUTF8."
            ),
        ),
    };
    findings.push(source.locate(Finding::new(&ENCODING_UNSUPPORTED, severity).saying(detail), start, end));
}

/// Reports encoded words (RFC 2047) that are too long, or that contain a line break, which can inject header fields.
fn encoded_words(source: Source<'_>, field: &RawField<'_>, findings: &mut Vec<Finding>) {
    for word in field.value.split_whitespace().filter(|it| it.starts_with("=?") && it.ends_with("?=")) {
        if has_line_break(word) {
            let finding = Finding::error(&HEADER_INJECTION)
                .saying(format!("{} contains an encoded line break: {word}.", field.name));
            findings.push(source.locate(finding, field.start, field.end));
        } else if word.len() > MAX_ENCODED_WORD {
            let finding = Finding::warning(&HEADER_MALFORMED).saying(format!(
                "{} has an encoded word of {} characters. At most {MAX_ENCODED_WORD} are allowed; some programs do not \
                 decode longer ones.",
                field.name,
                word.len()
            ));
            findings.push(source.locate(finding, field.start, field.end));
        } else {
            continue;
        }
        return;
    }
}

fn has_line_break(encoded_word: &str) -> bool {
    let mut fields = encoded_word.trim_start_matches("=?").trim_end_matches("?=").splitn(3, '?').skip(1);
    match (fields.next(), fields.next()) {
        (Some("q" | "Q"), Some(text)) => {
            text.contains("=0D") || text.contains("=0A") || text.contains("=0a") || text.contains("=0d")
        }
        (Some("b" | "B"), Some(text)) => mail_parser::decoders::base64::base64_decode(text.as_bytes())
            .is_some_and(|it| it.iter().any(|byte| matches!(byte, b'\r' | b'\n'))),
        _ => false,
    }
}

/// `<left@right>` (RFC 5322 §3.6.4). Comments and folding are legal but rare, so they are reported too.
fn is_message_id(value: &str) -> bool {
    value.strip_prefix('<').and_then(|it| it.strip_suffix('>')).and_then(|it| it.rsplit_once('@')).is_some_and(
        |(left, right)| {
            [left, right]
                .iter()
                .all(|it| !it.is_empty() && !it.contains(|c: char| c.is_whitespace() || "<>".contains(c)))
        },
    )
}
