//! Where in a raw message something is.

use smtp_doctor_catalogue::Finding;
use smtp_doctor_model::Field;
use smtp_doctor_model::Span;
use smtp_doctor_settings::text::truncated;

/// The characters of a line that are shown as evidence.
const SHOWN: usize = 120;

/// A raw message, as bytes: it need not be UTF-8.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) bytes: &'a [u8],
}

impl Source<'_> {
    /// `finding` about the bytes `start..end`, with their line as evidence.
    pub(super) fn place(self, finding: Finding, start: usize, end: usize) -> Finding {
        let span = Span { start: self.characters(0, start), end: 0 };
        let span = Span { end: span.start + self.characters(start, end), ..span };
        finding.at(Field::Message).spanning(span).proven_by(self.line_around(start))
    }

    /// The number of the line in which the byte `at` stands, from 1. A carriage return alone breaks no line here, as in
    /// most editors.
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
        let shown = truncated(SHOWN, line);
        if shown.len() < line.len() { format!("{shown}\u{2026}") } else { shown.to_owned() }
    }
}

/// Places of one kind: the first is shown, the others are counted.
#[derive(Default)]
pub(super) struct Places {
    pub(super) first: Option<(usize, usize)>,
    pub(super) count: usize,
}

impl Places {
    pub(super) fn add(&mut self, start: usize, end: usize) {
        self.first.get_or_insert((start, end));
        self.count += 1;
    }

    /// ", and 3 more lines do" for a sentence; empty if there is but one.
    pub(super) fn others(&self) -> String {
        match self.count {
            0 | 1 => String::new(),
            2 => ", and so does one more".to_owned(),
            many => format!(", and so do {} more", many - 1),
        }
    }
}
