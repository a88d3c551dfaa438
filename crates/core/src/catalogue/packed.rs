//! The text of an entry as it is shipped: one string, made while compiling.
//!
//! An entry has some twenty texts. As a structure of slices each of them costs a pointer and a length, which
//! do not compress: all together a seventh of the page. So an entry's file writes a [`Draft`], the compiler packs it
//! into lines, and [`Packed::unpack`] reads them again when somebody wants to see the text.

use crate::catalogue::entry::Reference;
use crate::catalogue::entry::Step;
use crate::catalogue::entry::Text;
use crate::catalogue::entry::Who;

/// The text of an entry as its file writes it. The fields are those of [`Text`].
pub(crate) struct Draft {
    pub(crate) title: &'static str,
    pub(crate) meaning: &'static str,
    pub(crate) causes: &'static [&'static str],
    pub(crate) steps: &'static [Step],
    pub(crate) escalate: &'static str,
    pub(crate) references: &'static [Reference],
    pub(crate) checked: Option<&'static str>,
}

/// Packs a [`Draft`] while compiling; where texts are left out, its title.
macro_rules! pack {
    ($draft:expr) => {{
        const DRAFT: Draft = $draft;
        const LENGTH: usize = DRAFT.pack::<0>().length;
        static BYTES: [u8; LENGTH] = DRAFT.pack::<LENGTH>().bytes;
        Packed::new(&BYTES)
    }};
}

pub(crate) use pack;

/// The mark that a line begins with.
mod mark {
    pub(super) const TITLE: u8 = b'#';
    pub(super) const MEANING: u8 = b'=';
    pub(super) const CAUSE: u8 = b'-';
    /// Steps begin with a letter for who acts, by this order of `WHO`.
    pub(super) const WHO: u8 = b'A';
    pub(super) const COMMAND: u8 = b'$';
    pub(super) const ESCALATE: u8 = b'!';
    pub(super) const REFERENCE: u8 = b'[';
    pub(super) const URL: u8 = b'(';
    pub(super) const CHECKED: u8 = b'@';
}

/// In the order of the variants.
const WHO: [Who; 5] = [Who::MailAdmin, Who::Microsoft365Admin, Who::NetworkAdmin, Who::Provider, Who::You];

impl Draft {
    pub(crate) const fn pack<const N: usize>(&self) -> Lines<N> {
        let mut lines = Lines::new().line(mark::TITLE, self.title);
        if !cfg!(feature = "texts") {
            return lines;
        }
        lines = lines.line(mark::MEANING, self.meaning);
        let mut i = 0;
        while i < self.causes.len() {
            lines = lines.line(mark::CAUSE, self.causes[i]);
            i += 1;
        }
        i = 0;
        while i < self.steps.len() {
            lines = lines.line(mark::WHO + self.steps[i].who as u8, self.steps[i].text);
            if let Some(command) = self.steps[i].command {
                lines = lines.line(mark::COMMAND, command);
            }
            i += 1;
        }
        lines = lines.line(mark::ESCALATE, self.escalate);
        i = 0;
        while i < self.references.len() {
            lines = lines.line(mark::REFERENCE, self.references[i].title);
            if let Some(url) = self.references[i].url {
                lines = lines.line(mark::URL, url);
            }
            i += 1;
        }
        if let Some(checked) = self.checked {
            lines = lines.line(mark::CHECKED, checked);
        }
        lines
    }
}

/// Lines being written; with `N = 0` they are only counted.
pub(crate) struct Lines<const N: usize> {
    pub(crate) bytes: [u8; N],
    pub(crate) length: usize,
}

impl<const N: usize> Lines<N> {
    const fn new() -> Self {
        Self { bytes: [0; N], length: 0 }
    }

    const fn line(self, mark: u8, text: &str) -> Self {
        let text = text.as_bytes();
        let mut lines = if self.length == 0 { self } else { self.byte(b'\n') };
        lines = lines.byte(mark);
        let mut i = 0;
        while i < text.len() {
            assert!(text[i] != b'\n', "texts of entries have one line each");
            lines = lines.byte(text[i]);
            i += 1;
        }
        lines
    }

    const fn byte(mut self, byte: u8) -> Self {
        if self.length < N {
            self.bytes[self.length] = byte;
        }
        self.length += 1;
        self
    }
}

/// The text of an entry, one line per text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Packed(pub(super) &'static str);

impl Packed {
    pub(crate) const fn new(bytes: &'static [u8]) -> Self {
        match str::from_utf8(bytes) {
            Ok(lines) => Self(lines),
            Err(_) => panic!("a draft is made of strings"),
        }
    }

    pub(crate) fn title(&self) -> &'static str {
        self.0.lines().next().map_or("", |it| &it[1..])
    }

    pub(crate) fn unpack(&self) -> Text {
        let mut text = Text {
            title: "",
            meaning: "",
            causes: Vec::new(),
            steps: Vec::new(),
            escalate: "",
            references: Vec::new(),
            checked: None,
        };
        for line in self.0.lines() {
            let (mark, rest) = line.split_at(1);
            match mark.as_bytes()[0] {
                mark::TITLE => text.title = rest,
                mark::MEANING => text.meaning = rest,
                mark::CAUSE => text.causes.push(rest),
                mark::COMMAND => {
                    if let Some(step) = text.steps.last_mut() {
                        step.command = Some(rest);
                    }
                }
                mark::ESCALATE => text.escalate = rest,
                mark::REFERENCE => text.references.push(Reference { title: rest, url: None }),
                mark::URL => {
                    if let Some(reference) = text.references.last_mut() {
                        reference.url = Some(rest);
                    }
                }
                mark::CHECKED => text.checked = Some(rest),
                who => text.steps.push(Step::by(WHO[usize::from(who - mark::WHO)], rest)),
            }
        }
        text
    }
}

#[cfg(all(test, feature = "texts"))]
mod tests {
    use super::*;

    #[test]
    fn a_packed_text_is_read_as_it_was_written() {
        const PACKED: Packed = pack!(Draft {
            title: "Title",
            meaning: "Meaning \u{2192} one.",
            causes: &["One.", "Two."],
            steps: &[Step::you("Do it."), Step::by(Who::MailAdmin, "Do that.").command("do --that")],
            escalate: "Hand over.",
            references: &[Reference::new("RFC 5321", "https://www.rfc-editor.org/rfc/rfc5321")],
            checked: Some("2026-11-01"),
        });
        let text = PACKED.unpack();
        assert_eq!(PACKED.title(), "Title");
        assert_eq!((text.title, text.meaning, text.escalate), ("Title", "Meaning \u{2192} one.", "Hand over."));
        assert_eq!(text.causes, ["One.", "Two."]);
        assert_eq!(text.steps.iter().map(|it| it.who).collect::<Vec<_>>(), [Who::You, Who::MailAdmin]);
        assert_eq!(text.steps.iter().map(|it| it.command).collect::<Vec<_>>(), [None, Some("do --that")]);
        assert_eq!(text.references[0].url, Some("https://www.rfc-editor.org/rfc/rfc5321"));
        assert_eq!(text.checked, Some("2026-11-01"));
    }

    #[test]
    fn every_actor_is_found_again() {
        assert!(WHO.iter().enumerate().all(|(i, who)| *who as usize == i));
    }
}
