//! Characters that users paste without noticing: spaces, invisible characters, look-alikes.

use std::borrow::Cow;

/// White space that is trimmed from typed values.
pub const BLANKS: [char; 4] = [' ', '\t', '\r', '\n'];

/// Whether a character is invisible or never part of an address: controls, zero-width and direction marks, unusual spaces.
pub fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{a0}' | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{1680}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180e}' | '\u{2000}'..='\u{200f}' | '\u{2028}'..='\u{202f}' | '\u{205f}'..='\u{206f}'
            | '\u{3000}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}')
}

/// An invisible character that some scripts need (zero-width joiner and non-joiner).
pub(crate) fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

/// The ASCII equivalent of a look-alike: full-width forms, typographic quotation marks, dashes and dots.
pub fn ascii_equivalent(c: char) -> Option<char> {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0),
        '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{201b}' | '\u{2032}' => Some('\''),
        '\u{201c}'..='\u{201f}' | '\u{ab}' | '\u{bb}' | '\u{2033}' => Some('"'),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => Some('-'),
        '\u{3002}' | '\u{ff61}' | '\u{2024}' => Some('.'),
        '\u{3001}' | '\u{060c}' => Some(','),
        '\u{2329}' | '\u{27e8}' | '\u{3008}' | '\u{2039}' => Some('<'),
        '\u{232a}' | '\u{27e9}' | '\u{3009}' | '\u{203a}' => Some('>'),
        _ => None,
    }
}

/// The name of an invisible character, for use in a sentence.
pub fn character_name(c: char) -> String {
    let name = match c {
        '\0' => "a NUL character",
        '\t' => "a tab",
        '\n' | '\r' => "a line break",
        '\u{a0}' | '\u{202f}' | '\u{2007}' => "a no-break space",
        '\u{200b}' => "a zero-width space",
        '\u{200c}' | '\u{200d}' | '\u{2060}' => "a zero-width joiner",
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{61c}' => {
            "an invisible text direction mark"
        }
        '\u{ad}' => "a soft hyphen",
        '\u{feff}' => "a byte order mark",
        '\u{3000}' => "a full-width space",
        _ if c.is_control() => "a control character",
        _ => "an invisible character",
    };
    format!("{name} (U+{:04X})", c as u32)
}

/// `text` in quotation marks, for use in a sentence: at most 60 characters, invisible characters escaped, without the
/// password of a URL.
pub fn quote(text: &str) -> String {
    let text = &*without_password(text);
    let mut quoted = String::from("\u{201c}");
    for (i, c) in text.chars().enumerate() {
        if i == 60 {
            quoted.push('\u{2026}');
            break;
        }
        if is_invisible(c) {
            quoted.push_str(&format!("\\u{{{:X}}}", c as u32));
        } else {
            quoted.push(c);
        }
    }
    quoted.push('\u{201d}');
    quoted
}

/// The text with `..` in place of the possible password in `name:password@host`.
fn without_password(text: &str) -> Cow<'_, str> {
    let begin = text.find("://").map_or(0, |it| it + 3);
    match (text[begin..].find(':'), text.rfind('@')) {
        (Some(colon), Some(at)) if begin + colon < at => {
            Cow::Owned([&text[..=begin + colon], "..", &text[at..]].concat())
        }
        _ => Cow::Borrowed(text),
    }
}

/// The byte offset of `part` in `whole`. `part` must be a slice of `whole`.
pub fn offset(whole: &str, part: &str) -> usize {
    part.as_ptr() as usize - whole.as_ptr() as usize
}

/// The first `characters` characters of `text`.
pub fn truncated(characters: usize, text: &str) -> &str {
    text.char_indices().nth(characters).map_or(text, |(end, _)| &text[..end])
}

/// The first invisible character and its byte offset.
pub fn first_invisible(text: &str) -> Option<(usize, char)> {
    if text.bytes().all(|b| b.is_ascii_graphic() || b == b' ') {
        return None;
    }
    text.char_indices().find(|&(_, c)| is_invisible(c))
}

/// Whether an invisible character is a kind of white space, which may separate two values.
pub fn is_unusual_space(c: char) -> bool {
    matches!(
        c,
        '\t' | '\n' | '\r' | '\u{a0}' | '\u{1680}' | '\u{2000}'
            ..='\u{200a}' | '\u{2028}' | '\u{2029}' | '\u{202f}' | '\u{205f}' | '\u{3000}'
    )
}

/// `text` trimmed, with unusual spaces and look-alikes replaced by ASCII and other invisible characters removed.
pub fn cleaned(text: &str) -> String {
    let mut cleaned = String::with_capacity(text.len());
    for c in text.chars() {
        if is_unusual_space(c) {
            cleaned.push(' ');
        } else if !is_invisible(c) {
            cleaned.push(ascii_equivalent(c).unwrap_or(c));
        }
    }
    cleaned.trim().to_owned()
}
