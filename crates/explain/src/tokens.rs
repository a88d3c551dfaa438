//! Words of a text, with where they stand.
//!
//! Texts come as programs print them: wrapped, quoted, escaped for JSON, coloured for a terminal, pasted from HTML. So
//! only words count: runs of letters and digits in lower case, without apostrophes (`doesn't` is `doesnt`). All else,
//! an underscore too, only separates. Chinese, Japanese and Korean are written without spaces: each of their
//! characters is a word of its own.

/// A word.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word {
    /// FNV-1a of its letters, by which words are compared.
    pub(crate) hash: u64,
    /// Where it stands in the text, in bytes.
    pub(crate) start: usize,
    /// The byte after it.
    pub(crate) end: usize,
    /// Where its letters begin in [`Words::letters`]; they end where the next word's begin.
    letters: usize,
}

/// The words of a text.
#[derive(Debug, Default)]
pub(crate) struct Words {
    pub(crate) list: Vec<Word>,
    letters: String,
}

impl Words {
    /// The words of `text`.
    pub(crate) fn of(text: &str) -> Self {
        let mut words = Self { list: Vec::with_capacity(text.len() / 6), letters: String::with_capacity(text.len()) };
        let mut open = None;
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            let run = text.as_bytes()[at..].iter().take_while(|it| it.is_ascii_alphanumeric()).count();
            if run > 0 {
                // Nearly all of nearly every text.
                let letters = words.letters.len();
                open.get_or_insert((at, letters));
                words.letters.push_str(&text[at..at + run]);
                words.letters[letters..].make_ascii_lowercase();
                at += run;
                continue;
            }
            let (length, meaning) = read(&text[at..], c);
            match meaning {
                Meaning::Letter(letter) if is_ideograph(letter) => {
                    words.close(&mut open, at);
                    open = Some((at, words.letters.len()));
                    words.letters.push(letter);
                    words.close(&mut open, at + length);
                }
                Meaning::Letter(letter) => {
                    open.get_or_insert((at, words.letters.len()));
                    // A dot above stays behind where the Turkish capital I is made small.
                    words.letters.extend(letter.to_lowercase().filter(|it| *it != '\u{307}'));
                }
                // Python prints what a server said as b'..': that quote begins the words.
                Meaning::Nothing if open.is_some_and(|(_, letters)| &words.letters[letters..] == "b") => {
                    words.close(&mut open, at);
                }
                Meaning::Nothing => {}
                Meaning::Separator => words.close(&mut open, at),
            }
            at += length;
        }
        words.close(&mut open, at);
        words
    }

    fn close(&mut self, open: &mut Option<(usize, usize)>, end: usize) {
        if let Some((start, letters)) = open.take() {
            self.list.push(Word { hash: hash(&self.letters[letters..]), start, end, letters });
        }
    }

    /// The letters of the word at `index`.
    pub(crate) fn letters(&self, index: usize) -> &str {
        let end = self.list.get(index + 1).map_or(self.letters.len(), |next| next.letters);
        self.list.get(index).map_or("", |word| &self.letters[word.letters..end])
    }
}

/// FNV-1a, 64 bits.
pub(crate) fn hash(letters: &str) -> u64 {
    letters.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// What a piece of the text is to the words.
enum Meaning {
    Letter(char),
    /// Not there: an apostrophe, a character that is not seen.
    Nothing,
    Separator,
}

/// The piece that begins with `c`: its length in bytes, and what it means.
fn read(rest: &str, c: char) -> (usize, Meaning) {
    let length = c.len_utf8();
    match c {
        '\'' | '\u{2019}' | '\u{2bc}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{feff}' => (length, Meaning::Nothing),
        '\u{1b}' => (escape_sequence(rest), Meaning::Separator),
        '\\' => escaped(rest),
        '&' => entity(rest),
        '<' => (tag(rest).unwrap_or(1), Meaning::Separator),
        // Full-width letters and digits.
        '\u{ff01}'..='\u{ff5e}' => {
            let narrow = char::from_u32(u32::from(c) - 0xfee0).filter(char::is_ascii_alphanumeric);
            (length, narrow.map_or(Meaning::Separator, Meaning::Letter))
        }
        _ if c.is_alphanumeric() => (length, Meaning::Letter(c)),
        _ => (length, Meaning::Separator),
    }
}

/// A colour code of a terminal: `ESC [ .. m`.
fn escape_sequence(rest: &str) -> usize {
    rest.bytes().skip(2).position(|it| it.is_ascii_alphabetic()).filter(|it| *it < 16).map_or(1, |it| it + 3)
}

/// `\n`, `\r`, `\t` and `\u00e9` as JSON and many logs write them.
fn escaped(rest: &str) -> (usize, Meaning) {
    match rest.as_bytes().get(1) {
        Some(b'n' | b'r' | b't') => (2, Meaning::Separator),
        Some(b'u') => {
            let code = rest.get(2..6).and_then(|it| u32::from_str_radix(it, 16).ok()).and_then(char::from_u32);
            match code {
                Some('\'' | '\u{2019}') => (6, Meaning::Nothing),
                Some(c) if c.is_alphanumeric() => (6, Meaning::Letter(c)),
                Some(_) => (6, Meaning::Separator),
                None => (1, Meaning::Separator),
            }
        }
        _ => (1, Meaning::Separator),
    }
}

/// `&lt;`, `&#39;` and the like.
fn entity(rest: &str) -> (usize, Meaning) {
    let Some(end) = rest.bytes().take(10).position(|it| it == b';') else { return (1, Meaning::Separator) };
    let name = &rest[1..end];
    let code = match name.strip_prefix('#') {
        Some(number) => match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => number.parse().ok(),
        },
        None => matches!(name, "apos" | "rsquo").then_some(0x27),
    };
    match code.and_then(char::from_u32) {
        Some('\'' | '\u{2019}') => (end + 1, Meaning::Nothing),
        Some(c) if c.is_alphanumeric() => (end + 1, Meaning::Letter(c)),
        _ if name.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'#') => (end + 1, Meaning::Separator),
        _ => (1, Meaning::Separator),
    }
}

/// The length of an HTML tag. Addresses stand in angle brackets too: only names of tags count.
fn tag(rest: &str) -> Option<usize> {
    const TAGS: &[&str] = &[
        "a",
        "b",
        "blockquote",
        "body",
        "br",
        "code",
        "div",
        "em",
        "font",
        "h1",
        "h2",
        "h3",
        "head",
        "hr",
        "html",
        "i",
        "li",
        "ol",
        "p",
        "pre",
        "small",
        "span",
        "strong",
        "table",
        "tbody",
        "td",
        "th",
        "tr",
        "tt",
        "u",
        "ul",
    ];
    let name = rest[1..].strip_prefix('/').unwrap_or(&rest[1..]);
    let length = name.bytes().position(|it| !it.is_ascii_alphanumeric())?;
    let known = TAGS.iter().any(|it| name.get(..length).is_some_and(|name| name.eq_ignore_ascii_case(it)));
    let end = rest.bytes().take(400).position(|it| it == b'>')?;
    (known && !rest[1..end].contains('<')).then_some(end + 1)
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn words(text: &str) -> Vec<String> {
        let words = Words::of(text);
        (0..words.list.len()).map(|it| words.letters(it).to_owned()).collect()
    }

    #[test]
    fn only_words_count() {
        assert_eq!(
            words("550-5.7.1 User doesn\u{2019}t exist_here"),
            ["550", "5", "7", "1", "user", "doesnt", "exist", "here"]
        );
        assert_eq!(words("\u{1b}[31mMAILBOX\u{1b}[0m full"), ["mailbox", "full"]);
        assert_eq!(words(r"a\nb \u00e9t\u00e9 don\u2019t"), ["a", "b", "\u{e9}t\u{e9}", "dont"]);
        assert_eq!(
            words("Mailbox<br/>full &lt;a@b.c&gt; don&#39;t <p class=x>x"),
            ["mailbox", "full", "a", "b", "c", "dont", "x"]
        );
        assert_eq!(words("(550, b'User unknown')"), ["550", "b", "user", "unknown"]);
        assert_eq!(words("<john@example.com>"), ["john", "example", "com"]);
        assert_eq!(words("发送 失败SMTP"), ["发", "送", "失", "败", "smtp"]);
        assert_eq!(words("５３５ İleti"), ["535", "ileti"]);
    }

    #[test]
    fn words_stand_where_they_stand() {
        let text = "\u{e9}a <b>Full</b>";
        let found = Words::of(text);
        assert_eq!(found.list.iter().map(|it| &text[it.start..it.end]).collect::<Vec<_>>(), ["\u{e9}a", "Full"]);
    }

    proptest! {
        #[test]
        fn any_text_is_cut_without_panic(text in "\\PC{0,200}|[\\\\&<;#xu0-9a-z\u{1b}\\[ ]{0,80}") {
            for word in Words::of(&text).list {
                prop_assert!(text.get(word.start..word.end).is_some());
            }
        }
    }
}
