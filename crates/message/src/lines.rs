//! Checks the lines of a message: line endings, length, control characters.

use smtp_doctor_catalogue::Finding;
use smtp_doctor_catalogue::entries::*;
use smtp_doctor_settings::text::character_name;

use crate::source::Occurrences;
use crate::source::Source;

/// The longest line in bytes, without its line ending (RFC 5322 §2.1.1).
pub(super) const MAX_LINE: usize = 998;

/// How a line ends.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum LineEnding {
    /// CR LF, the correct line ending (RFC 5322 §2.3).
    CrLf,
    /// LF alone.
    Lf,
    /// CR alone.
    Cr,
    /// The message ends without one.
    Missing,
}

/// A line: the bytes `start..end`, without its line ending.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) ended: LineEnding,
}

impl Line {
    /// The start of the next line.
    pub(super) fn next(self) -> usize {
        match self.ended {
            LineEnding::CrLf => self.end + 2,
            LineEnding::Lf | LineEnding::Cr => self.end + 1,
            LineEnding::Missing => self.end,
        }
    }
}

/// Iterates over the lines of `bytes[from..to]`.
pub(super) fn lines(bytes: &[u8], from: usize, to: usize) -> impl Iterator<Item = Line> + '_ {
    let mut start = from;
    std::iter::from_fn(move || {
        if start >= to {
            return None;
        }
        let end = bytes[start..to].iter().position(|it| matches!(it, b'\r' | b'\n')).map_or(to, |it| start + it);
        let ended = match &bytes[end..to] {
            [b'\r', b'\n', ..] => LineEnding::CrLf,
            [b'\n', ..] => LineEnding::Lf,
            [b'\r', ..] => LineEnding::Cr,
            _ => LineEnding::Missing,
        };
        let line = Line { start, end, ended };
        start = line.next();
        Some(line)
    })
}

/// Findings on the lines of a raw message.
pub(super) fn check(source: Source<'_>, findings: &mut Vec<Finding>) {
    let bytes = source.bytes;
    let (mut line_feeds, mut returns, mut long) =
        (Occurrences::default(), Occurrences::default(), Occurrences::default());
    let mut forged = Occurrences::default();
    let (mut right, mut longest) = (0, 0);
    let mut before = LineEnding::CrLf;
    for line in lines(bytes, 0, bytes.len()) {
        match line.ended {
            LineEnding::CrLf => right += 1,
            LineEnding::Lf => line_feeds.add(line.start, line.next()),
            LineEnding::Cr => returns.add(line.start, line.next()),
            LineEnding::Missing => {}
        }
        if &bytes[line.start..line.end] == b"."
            && line.ended != LineEnding::Missing
            && (before, line.ended) != (LineEnding::CrLf, LineEnding::CrLf)
        {
            forged.add(line.start, line.next());
        }
        if line.end - line.start > MAX_LINE {
            long.add(line.start, line.end);
            longest = longest.max(line.end - line.start);
        }
        before = line.ended;
    }
    line_ends(source, &line_feeds, &returns, right, findings);
    if let Some((start, end)) = forged.first.filter(|_| right > 0) {
        let detail = format!(
            "Line {} is a single dot between wrong line endings. Some servers treat it as the end of the message and the \
             rest as a second, forged message (SMTP smuggling).",
            source.line_number(start)
        );
        findings.push(source.locate(Finding::error(&BARE_LINE_ENDING).saying(detail), start, end));
    }
    if let Some((start, end)) = long.first {
        let detail = format!(
            "Line {} has more than {MAX_LINE} bytes{}. The longest has {longest}.",
            source.line_number(start),
            long.others()
        );
        findings.push(source.locate(Finding::error(&LINE_TOO_LONG).saying(detail), start, end));
    }
    characters(source, findings);
}

fn line_ends(
    source: Source<'_>,
    line_feeds: &Occurrences,
    returns: &Occurrences,
    right: usize,
    findings: &mut Vec<Finding>,
) {
    if let Some((start, end)) = line_feeds.first {
        let finding = if right == 0 && returns.count == 0 {
            Finding::warning(&BARE_LINE_ENDING).saying(
                "All lines end with a line feed (LF) alone. That is normal in a file, but on the wire each line must end \
                 with CR LF.",
            )
        } else {
            let (line, others) = (source.line_number(start), line_feeds.others());
            Finding::error(&BARE_LINE_ENDING).saying(format!("Line {line} ends with a line feed (LF) alone{others}."))
        };
        findings.push(source.locate(finding, start, end));
    }
    if let Some((start, end)) = returns.first {
        let detail = format!(
            "Line {} contains a carriage return (CR) without a line feed{}.",
            source.line_number(start),
            match returns.count {
                1 => String::new(),
                count => format!(", the first of {count}"),
            }
        );
        findings.push(source.locate(Finding::error(&BARE_LINE_ENDING).saying(detail), start, end));
    }
}

/// NUL and other control characters (RFC 5322 §2.1, RFC 2045 §2.8), and a byte order mark before the header.
fn characters(source: Source<'_>, findings: &mut Vec<Finding>) {
    let bytes = source.bytes;
    if bytes.starts_with("\u{feff}".as_bytes()) {
        let detail = "The message begins with a byte order mark (U+FEFF), so its first header field cannot be read.";
        findings.push(source.locate(Finding::error(&MESSAGE_INVISIBLE_CHARACTER).saying(detail), 0, 3));
    }
    let (mut zeros, mut controls) = (Occurrences::default(), Occurrences::default());
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            0 => zeros.add(at, at + 1),
            b'\t' | b'\r' | b'\n' => {}
            byte if byte.is_ascii_control() => controls.add(at, at + 1),
            _ => {}
        }
    }
    for (places, severe) in [(zeros, true), (controls, false)] {
        let Some((start, end)) = places.first else { continue };
        let detail = format!(
            "Line {} contains {}{}.",
            source.line_number(start),
            character_name(char::from(bytes[start])),
            match places.count {
                1 => String::new(),
                count => format!(", the first of {count} such characters"),
            }
        );
        let finding = if severe {
            Finding::error(&MESSAGE_INVISIBLE_CHARACTER)
        } else {
            Finding::warning(&MESSAGE_INVISIBLE_CHARACTER)
        };
        findings.push(source.locate(finding.saying(detail), start, end));
    }
}
