//! Checks the MIME parts of a message (RFC 2045 and RFC 2046): boundaries, encodings, contents.

use mail_parser::Message;
use mail_parser::MessagePart;
use mail_parser::MimeHeaders as _;
use mail_parser::PartType;
use smtp_doctor_catalogue::Finding;
use smtp_doctor_catalogue::entries::*;
use smtp_doctor_model::Severity;
use smtp_doctor_settings::text::truncated;

use crate::attachment;
use crate::context::MessageContext;
use crate::header::Block;
use crate::header::RawField;
use crate::html;
use crate::lines::MAX_LINE;
use crate::lines::lines;
use crate::source::Source;
use crate::wire::Attachment;
use crate::wire::MessageFacts;

/// The longest boundary (RFC 2046 §5.1.1).
const MAX_BOUNDARY: usize = 70;

/// The longest encoded line (RFC 2045 §6.7 and §6.8).
const MAX_ENCODED_LINE: usize = 76;

/// Checks the parts of a raw message.
pub(super) fn check(
    source: Source<'_>,
    block: &Block<'_>,
    parsed: &Message<'_>,
    context: &MessageContext<'_>,
    facts: &mut MessageFacts,
    findings: &mut Vec<Finding>,
) {
    let length = source.bytes.len();
    for (number, part) in parsed.parts.iter().enumerate() {
        let own;
        let block = if number == 0 {
            block
        } else {
            own = Block::read(source.bytes, part.offset_header as usize, (part.offset_body as usize).min(length));
            &own
        };
        let body = (part.offset_body as usize).min(length)..(part.offset_end as usize).min(length);
        let part = Part { source, block, body, part, number };
        if number > 0 {
            part.header(findings);
        }
        part.kind(findings);
        part.encoding(context, facts, findings);
        part.content(facts, findings);
    }
}

struct Part<'a, 'x> {
    source: Source<'a>,
    block: &'a Block<'a>,
    body: std::ops::Range<usize>,
    part: &'a MessagePart<'x>,
    number: usize,
}

impl Part<'_, '_> {
    /// Checks the header of a part: the lines between a boundary and the next empty line.
    fn header(&self, findings: &mut Vec<Finding>) {
        let Some((start, end)) = self.block.malformed.first else { return };
        let detail = format!(
            "Line {} is in the header of part {} but is not a header field. Put an empty line before the text.",
            self.source.line_number(start),
            self.number
        );
        findings.push(self.source.locate(Finding::error(&HEADER_MALFORMED).saying(detail), start, end));
    }

    /// Checks Content-Type and its boundary.
    fn kind(&self, findings: &mut Vec<Finding>) {
        let Some(field) = self.block.field("Content-Type") else { return };
        let malformed = |detail: String| self.at(field, Finding::error(&HEADER_MALFORMED).saying(detail));
        if !is_media_type(&field.value) {
            findings.push(malformed(format!(
                "Content-Type must look like this: text/plain; charset=utf-8. Its value is: {}",
                field.value
            )));
            return;
        }
        if !field.value.get(.."multipart/".len()).is_some_and(|it| it.eq_ignore_ascii_case("multipart/")) {
            return;
        }
        let Some(boundary) = self.part.content_type().and_then(|it| it.attribute("boundary")) else {
            findings.push(malformed("A multipart message needs a boundary in its Content-Type.".to_owned()));
            return;
        };
        if boundary.len() > MAX_BOUNDARY {
            let length = boundary.len();
            findings
                .push(malformed(format!("The boundary has {length} characters; at most {MAX_BOUNDARY} are allowed.")));
        }
        let (mut opened, mut closed) = (false, false);
        for line in lines(self.source.bytes, self.body.start, self.source.bytes.len()) {
            let text = self.source.bytes[line.start..line.end].trim_ascii_end();
            match text.strip_prefix(b"--").and_then(|it| it.strip_prefix(boundary.as_bytes())) {
                Some(b"") => opened = true,
                Some(b"--") => closed = true,
                _ => {}
            }
        }
        if !opened {
            findings.push(malformed(format!(
                "The boundary \u{201c}{boundary}\u{201d} does not occur in the body, so the parts cannot be found."
            )));
        } else if !closed {
            findings
                .push(malformed(format!("The last part is not closed by --{boundary}--. The message may be cut off.")));
        }
    }

    /// Checks Content-Transfer-Encoding, and the body against it.
    fn encoding(&self, context: &MessageContext<'_>, facts: &mut MessageFacts, findings: &mut Vec<Finding>) {
        let field = self.block.field("Content-Transfer-Encoding");
        let named = field.map(|it| it.value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase());
        let composite = matches!(self.part.body, PartType::Multipart(_));
        if composite {
            if let (Some(field), Some("base64" | "quoted-printable")) = (field, named.as_deref()) {
                let detail = "A multipart message must not be encoded as a whole. Use 7bit, 8bit or binary.";
                findings.push(self.at(field, Finding::error(&HEADER_MALFORMED).saying(detail)));
            }
            return;
        }
        match named.as_deref() {
            Some("base64") => self.base64(findings),
            Some("quoted-printable") => self.quoted_printable(findings),
            None | Some("7bit" | "8bit" | "binary") => self.plain(named.as_deref(), context, facts, findings),
            Some(_) => {
                let Some(field) = field else { return };
                let detail = format!(
                    "\u{201c}{}\u{201d} is not a transfer encoding. Use 7bit, 8bit, binary, quoted-printable or base64.",
                    field.value
                );
                findings.push(self.at(field, Finding::error(&HEADER_MALFORMED).saying(detail)));
            }
        }
    }

    /// Checks an unencoded body. Non-ASCII characters must be declared and need 8BITMIME (RFC 6152).
    fn plain(
        &self,
        named: Option<&str>,
        context: &MessageContext<'_>,
        facts: &mut MessageFacts,
        findings: &mut Vec<Finding>,
    ) {
        let Some((start, end)) = self.beyond_ascii() else { return };
        if !facts.needs.iter().any(|it| it == "8BITMIME") {
            facts.needs.push("8BITMIME".into());
        }
        let line = self.source.line_number(start);
        let offered = context.capabilities.as_ref().map(|it| it.eight_bit_mime);
        let charset = self.part.content_type().and_then(|it| it.attribute("charset"));
        let utf8 = charset.is_some_and(|it| it.eq_ignore_ascii_case("utf-8"));
        let (severity, detail) = if offered == Some(false) {
            (
                Severity::Error,
                format!("Line {line} contains unencoded non-ASCII characters, but the server does not offer 8BITMIME."),
            )
        } else if matches!(named, None | Some("7bit")) {
            (
                Severity::Warning,
                format!(
                    "Line {line} contains non-ASCII characters, but the part does not declare them. Encode it \
                     (Content-Transfer-Encoding: quoted-printable), or declare 8bit."
                ),
            )
        } else if utf8 && str::from_utf8(&self.source.bytes[self.body.clone()]).is_err() {
            (
                Severity::Warning,
                "The part declares charset=utf-8, but its text is not UTF-8. Some characters will be shown wrong."
                    .to_owned(),
            )
        } else {
            return;
        };
        findings.push(self.source.locate(Finding::new(&ENCODING_UNSUPPORTED, severity).saying(detail), start, end));
    }

    fn base64(&self, findings: &mut Vec<Finding>) {
        let bytes = self.source.bytes;
        let is_base64 =
            |it: &u8| it.is_ascii_alphanumeric() || matches!(it, b'+' | b'/' | b'=' | b'\r' | b'\n' | b' ' | b'\t');
        if let Some(at) = bytes[self.body.clone()].iter().position(|it| !is_base64(it)) {
            let at = self.body.start + at;
            let detail =
                format!("Line {} contains a character that is not allowed in Base64.", self.source.line_number(at));
            findings.push(self.source.locate(Finding::error(&HEADER_MALFORMED).saying(detail), at, at + 1));
        }
        self.encoded_lines("Base64", findings);
    }

    fn quoted_printable(&self, findings: &mut Vec<Finding>) {
        let body = &self.source.bytes[self.body.clone()];
        if let Some((start, end)) = self.beyond_ascii() {
            let detail = format!(
                "Line {} contains unencoded non-ASCII characters, but the part is declared as quoted-printable.",
                self.source.line_number(start)
            );
            findings.push(self.source.locate(Finding::error(&ENCODING_UNSUPPORTED).saying(detail), start, end));
        }
        let stray = body.iter().enumerate().position(|(at, &byte)| {
            byte == b'='
                && !matches!(body[at + 1..], [b'\r' | b'\n', ..] | [])
                && !matches!(body[at + 1..], [a, b, ..] if a.is_ascii_hexdigit() && b.is_ascii_hexdigit())
                && !body[at + 1..].iter().take_while(|it| **it != b'\n').all(u8::is_ascii_whitespace)
        });
        if let Some(at) = stray {
            let at = self.body.start + at;
            let detail = format!(
                "In line {}, an equals sign (=) does not begin a quoted-printable code. Write the sign itself as =3D.",
                self.source.line_number(at)
            );
            findings.push(self.source.locate(Finding::warning(&HEADER_MALFORMED).saying(detail), at, at + 1));
        }
        self.encoded_lines("Quoted-printable", findings);
    }

    /// Reports lines that are longer than the encoding allows. [`lines`](crate::lines) reports even longer ones.
    fn encoded_lines(&self, encoding: &str, findings: &mut Vec<Finding>) {
        let long = lines(self.source.bytes, self.body.start, self.body.end)
            .find(|it| (MAX_ENCODED_LINE + 1..=MAX_LINE).contains(&(it.end - it.start)));
        if let Some(line) = long {
            let detail = format!(
                "{encoding} lines can have at most {MAX_ENCODED_LINE} characters. Line {} has {}.",
                self.source.line_number(line.start),
                line.end - line.start
            );
            findings.push(self.source.locate(Finding::warning(&LINE_TOO_LONG).saying(detail), line.start, line.end));
        }
    }

    /// Checks HTML and attached files.
    fn content(&self, facts: &mut MessageFacts, findings: &mut Vec<Finding>) {
        if let PartType::Html(text) = &self.part.body {
            for flaw in html::flaws(text) {
                let line = text[..flaw.start].matches('\n').count() + 1;
                let finding = Finding::warning(&HTML_MALFORMED)
                    .saying(format!("Line {line} of the HTML: {}", flaw.detail))
                    .proven_by(truncated(120, &text[flaw.start..flaw.end]));
                findings.push(finding);
            }
        }
        if let Some(name) = self.part.attachment_name() {
            let content = self.part.contents();
            // Invalid characters grow when they are decoded, so the size is limited to the size in the message.
            let size = content.len().min(self.body.len()) as u64;
            facts.attachments.push(Attachment { name: name.to_owned(), size });
            findings.extend(attachment::problem(name, content));
        }
    }

    fn beyond_ascii(&self) -> Option<(usize, usize)> {
        let body = &self.source.bytes[self.body.clone()];
        let start = body.iter().position(|it| !it.is_ascii())?;
        let length = body[start..].iter().position(u8::is_ascii).unwrap_or(body.len() - start);
        Some((self.body.start + start, self.body.start + start + length))
    }

    fn at(&self, field: &RawField<'_>, finding: Finding) -> Finding {
        self.source.locate(finding, field.start, field.end)
    }
}

/// `type "/" subtype`, both tokens (RFC 2045 §5.1).
fn is_media_type(value: &str) -> bool {
    let is_token =
        |it: &str| !it.is_empty() && it.bytes().all(|b| b.is_ascii_graphic() && !b"()<>@,;:\\\"/[]?=".contains(&b));
    let kind = value.split(';').next().unwrap_or_default().trim();
    kind.split_once('/').is_some_and(|(main, sub)| is_token(main) && is_token(sub))
}
