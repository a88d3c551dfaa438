//! Splits a text into words with their positions.
//!
//! Error texts arrive wrapped, quoted, JSON-escaped, coloured for a terminal, or pasted from HTML. Therefore only words
//! count: runs of letters and digits, in lower case, without apostrophes (`doesn't` is `doesnt`). Everything else,
//! including an underscore, is a separator. Each Chinese, Japanese or Korean character is a word, because these languages
//! have no spaces between words.

/// A word.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word {
    /// FNV-1a hash of its letters. Words are compared by hash.
    pub(crate) hash: u64,
    /// The byte offset in the text.
    pub(crate) start: usize,
    /// The byte offset of its end.
    pub(crate) end: usize,
    /// The offset of its letters in [`Words::letters`]. They end where those of the next word begin.
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
    pub(crate) fn split(text: &str) -> Self {
        let mut words = Self { list: Vec::with_capacity(text.len() / 6), letters: String::with_capacity(text.len()) };
        let mut open = None;
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            let run = text.as_bytes()[at..].iter().take_while(|it| it.is_ascii_alphanumeric()).count();
            if run > 0 {
                // The fast path: most of a text is ASCII.
                let letters = words.letters.len();
                open.get_or_insert((at, letters));
                words.letters.push_str(&text[at..at + run]);
                words.letters[letters..].make_ascii_lowercase();
                at += run;
                continue;
            }
            let (length, meaning) = read_piece(&text[at..], c);
            match meaning {
                Piece::Letter(letter) if is_ideograph(letter) => {
                    words.close(&mut open, at);
                    open = Some((at, words.letters.len()));
                    words.letters.push(letter);
                    words.close(&mut open, at + length);
                }
                Piece::Letter(letter) => {
                    open.get_or_insert((at, words.letters.len()));
                    // In lower case, the Turkish capital İ leaves a combining dot.
                    words.letters.extend(letter.to_lowercase().filter(|it| *it != '\u{307}'));
                }
                // Python prints replies as b'..'; the quotation mark separates the b from the first word.
                Piece::Ignored if open.is_some_and(|(_, letters)| &words.letters[letters..] == "b") => {
                    words.close(&mut open, at);
                }
                Piece::Ignored => {}
                Piece::Separator => words.close(&mut open, at),
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

/// The meaning of one character, escape sequence, entity or tag.
enum Piece {
    Letter(char),
    /// An apostrophe or an invisible character.
    Ignored,
    Separator,
}

/// Reads the piece that begins with `c`: its length in bytes, and its meaning.
fn read_piece(rest: &str, c: char) -> (usize, Piece) {
    let length = c.len_utf8();
    match c {
        '\'' | '\u{2019}' | '\u{2bc}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{feff}' => (length, Piece::Ignored),
        '\u{1b}' => (escape_sequence(rest), Piece::Separator),
        '\\' => escaped(rest),
        '&' => entity(rest),
        '<' => (tag(rest).unwrap_or(1), Piece::Separator),
        // Full-width letters and digits.
        '\u{ff01}'..='\u{ff5e}' => {
            let narrow = char::from_u32(u32::from(c) - 0xfee0).filter(char::is_ascii_alphanumeric);
            (length, narrow.map_or(Piece::Separator, Piece::Letter))
        }
        _ if c.is_alphanumeric() => (length, Piece::Letter(c)),
        _ => (length, Piece::Separator),
    }
}

/// A terminal colour code: `ESC [ .. m`.
fn escape_sequence(rest: &str) -> usize {
    rest.bytes().skip(2).position(|it| it.is_ascii_alphabetic()).filter(|it| *it < 16).map_or(1, |it| it + 3)
}

/// `\n`, `\r`, `\t` and `\u00e9`, as in JSON and many logs.
fn escaped(rest: &str) -> (usize, Piece) {
    match rest.as_bytes().get(1) {
        Some(b'n' | b'r' | b't') => (2, Piece::Separator),
        Some(b'u') => {
            let code = rest.get(2..6).and_then(|it| u32::from_str_radix(it, 16).ok()).and_then(char::from_u32);
            match code {
                Some('\'' | '\u{2019}') => (6, Piece::Ignored),
                Some(c) if c.is_alphanumeric() => (6, Piece::Letter(c)),
                Some(_) => (6, Piece::Separator),
                None => (1, Piece::Separator),
            }
        }
        _ => (1, Piece::Separator),
    }
}

/// An HTML entity: `&lt;`, `&#39;`.
fn entity(rest: &str) -> (usize, Piece) {
    let Some(end) = rest.bytes().take(10).position(|it| it == b';') else { return (1, Piece::Separator) };
    let name = &rest[1..end];
    let code = match name.strip_prefix('#') {
        Some(number) => match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => number.parse().ok(),
        },
        None => matches!(name, "apos" | "rsquo").then_some(0x27),
    };
    match code.and_then(char::from_u32) {
        Some('\'' | '\u{2019}') => (end + 1, Piece::Ignored),
        Some(c) if c.is_alphanumeric() => (end + 1, Piece::Letter(c)),
        _ if name.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'#') => (end + 1, Piece::Separator),
        _ => (1, Piece::Separator),
    }
}

/// The length of an HTML tag. Only known tag names count, because addresses are in angle brackets too.
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
        let words = Words::split(text);
        (0..words.list.len()).map(|it| words.letters(it).to_owned()).collect()
    }

    #[test]
    fn texts_are_split_into_plain_words() {
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
    fn words_have_their_position_in_the_text() {
        let text = "\u{e9}a <b>Full</b>";
        let found = Words::split(text);
        assert_eq!(found.list.iter().map(|it| &text[it.start..it.end]).collect::<Vec<_>>(), ["\u{e9}a", "Full"]);
    }

    proptest! {
        #[test]
        fn no_text_makes_the_tokenizer_panic(text in "\\PC{0,200}|[\\\\&<;#xu0-9a-z\u{1b}\\[ ]{0,80}") {
            for word in Words::split(&text).list {
                prop_assert!(text.get(word.start..word.end).is_some());
            }
        }
    }
}
