//! Positions in a raw message.

use smtp_doctor_catalogue::Finding;
use smtp_doctor_model::Field;
use smtp_doctor_model::Span;
use smtp_doctor_settings::text::truncated;

/// The most characters of a line that evidence shows.
const MAX_EVIDENCE: usize = 120;

/// A raw message as bytes, because it may not be UTF-8.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) bytes: &'a [u8],
}

impl Source<'_> {
    /// Adds the span of the bytes `start..end` and their line as evidence.
    pub(super) fn locate(self, finding: Finding, start: usize, end: usize) -> Finding {
        let span = Span { start: self.characters(0, start), end: 0 };
        let span = Span { end: span.start + self.characters(start, end), ..span };
        finding.at(Field::Message).spanning(span).proven_by(self.line_around(start))
    }

    /// The line number of the byte `at`, starting at 1. A carriage return alone does not end a line, as in most editors.
    pub(super) fn line_number(self, at: usize) -> usize {
        self.bytes[..at].iter().filter(|&&it| it == b'\n').count() + 1
    }

    fn characters(self, start: usize, end: usize) -> usize {
        String::from_utf8_lossy(&self.bytes[start..end]).chars().count()
    }

    fn line_around(self, at: usize) -> String {
        let start = self.bytes[..at].iter().rposition(|&it| it == b'\n').map_or(0, |it| it + 1);
        let end = self.bytes[at..].iter().position(|&it| it == b'\n').map_or(self.bytes.len(), |it| at + it);
        let line = String::from_utf8_lossy(&self.bytes[start..end.max(start)]);
        let line = line.trim_end();
        let shown = truncated(MAX_EVIDENCE, line);
        if shown.len() < line.len() { format!("{shown}\u{2026}") } else { shown.to_owned() }
    }
}

/// Occurrences of one problem: the position of the first, and the number of all.
#[derive(Default)]
pub(super) struct Occurrences {
    pub(super) first: Option<(usize, usize)>,
    pub(super) count: usize,
}

impl Occurrences {
    pub(super) fn add(&mut self, start: usize, end: usize) {
        self.first.get_or_insert((start, end));
        self.count += 1;
    }

    /// " (and 3 more lines)", for use in a sentence; empty if there is only one.
    pub(super) fn others(&self) -> String {
        match self.count {
            0 | 1 => String::new(),
            2 => " (and 1 more line)".to_owned(),
            count => format!(" (and {} more lines)", count - 1),
        }
    }
}
