//! The lines of a message: how they end, how long they are, which characters must not be in them.

use smtp_doctor_catalogue::Finding;
use smtp_doctor_catalogue::entries::*;
use smtp_doctor_settings::text::character_name;

use crate::source::Places;
use crate::source::Source;

/// The longest line in octets, without its end (RFC 5322 §2.1.1).
pub(super) const MAX_LINE: usize = 998;

/// How a line ends.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum End {
    /// As it should (RFC 5322 §2.3).
    CrLf,
    /// With a line feed alone.
    Lf,
    /// With a carriage return alone.
    Cr,
    /// With the message.
    Missing,
}

/// A line: the bytes `start..end`, without what ends it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) ended: End,
}

impl Line {
    /// Where the next one starts.
    pub(super) fn next(self) -> usize {
        match self.ended {
            End::CrLf => self.end + 2,
            End::Lf | End::Cr => self.end + 1,
            End::Missing => self.end,
        }
    }
}

/// The lines of `bytes[from..to]`.
pub(super) fn lines(bytes: &[u8], from: usize, to: usize) -> impl Iterator<Item = Line> + '_ {
    let mut start = from;
    std::iter::from_fn(move || {
        if start >= to {
            return None;
        }
        let end = bytes[start..to].iter().position(|it| matches!(it, b'\r' | b'\n')).map_or(to, |it| start + it);
        let ended = match &bytes[end..to] {
            [b'\r', b'\n', ..] => End::CrLf,
            [b'\n', ..] => End::Lf,
            [b'\r', ..] => End::Cr,
            _ => End::Missing,
        };
        let line = Line { start, end, ended };
        start = line.next();
        Some(line)
    })
}

/// Findings on the lines of a raw message.
pub(super) fn look(source: Source<'_>, findings: &mut Vec<Finding>) {
    let bytes = source.bytes;
    let (mut line_feeds, mut returns, mut long) = (Places::default(), Places::default(), Places::default());
    let mut forged = Places::default();
    let (mut right, mut longest) = (0, 0);
    let mut before = End::CrLf;
    for line in lines(bytes, 0, bytes.len()) {
        match line.ended {
            End::CrLf => right += 1,
            End::Lf => line_feeds.add(line.start, line.next()),
            End::Cr => returns.add(line.start, line.next()),
            End::Missing => {}
        }
        if &bytes[line.start..line.end] == b"."
            && line.ended != End::Missing
            && (before, line.ended) != (End::CrLf, End::CrLf)
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
            "Line {}, a single dot between odd line ends, is taken by some servers for the end of the message: what \
             follows would become a second, forged message (SMTP smuggling).",
            source.line_number(start)
        );
        findings.push(source.place(Finding::error(&BARE_LINE_ENDING).saying(detail), start, end));
    }
    if let Some((start, end)) = long.first {
        let detail = format!(
            "Line {} has more than {MAX_LINE} octets{}. The longest has {longest}.",
            source.line_number(start),
            long.others()
        );
        findings.push(source.place(Finding::error(&LINE_TOO_LONG).saying(detail), start, end));
    }
    characters(source, findings);
}

fn line_ends(source: Source<'_>, line_feeds: &Places, returns: &Places, right: usize, findings: &mut Vec<Finding>) {
    if let Some((start, end)) = line_feeds.first {
        let finding = if right == 0 && returns.count == 0 {
            Finding::warning(&BARE_LINE_ENDING).saying(
                "Every line ends with a line feed alone. In a file that is usual and does no harm; on the wire each \
                 line must end with CR LF.",
            )
        } else {
            let (line, others) = (source.line_number(start), line_feeds.others());
            Finding::error(&BARE_LINE_ENDING).saying(format!("Line {line} ends with a line feed (LF) alone{others}."))
        };
        findings.push(source.place(finding, start, end));
    }
    if let Some((start, end)) = returns.first {
        let detail = format!(
            "In line {} stands a carriage return (CR) without a line feed{}.",
            source.line_number(start),
            match returns.count {
                1 => String::new(),
                2 => ", and in one other place".to_owned(),
                many => format!(", and in {} other places", many - 1),
            }
        );
        findings.push(source.place(Finding::error(&BARE_LINE_ENDING).saying(detail), start, end));
    }
}

/// NUL and other control characters (RFC 5322 §2.1, RFC 2045 §2.8), and a byte order mark before the header.
fn characters(source: Source<'_>, findings: &mut Vec<Finding>) {
    let bytes = source.bytes;
    if bytes.starts_with("\u{feff}".as_bytes()) {
        let detail = "The message begins with a byte order mark (U+FEFF), so that its first field is not read.";
        findings.push(source.place(Finding::error(&MESSAGE_INVISIBLE_CHARACTER).saying(detail), 0, 3));
    }
    let (mut zeros, mut controls) = (Places::default(), Places::default());
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
            "In line {} stands {}{}.",
            source.line_number(start),
            character_name(char::from(bytes[start])),
            match places.count {
                1 => String::new(),
                many => format!(", the first of {many} such characters"),
            }
        );
        let finding = if severe {
            Finding::error(&MESSAGE_INVISIBLE_CHARACTER)
        } else {
            Finding::warning(&MESSAGE_INVISIBLE_CHARACTER)
        };
        findings.push(source.place(finding.saying(detail), start, end));
    }
}
