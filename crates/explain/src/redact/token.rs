//! Splits log lines at white space and classifies the tokens.

use std::ops::Range;

use smtp_doctor_settings::text::offset;

/// A token between spaces, with and without the quotes, brackets and escapes around it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'a> {
    /// The whole token.
    pub(super) whole: &'a str,
    /// Without quotes, brackets and escapes around it.
    pub(super) bare: &'a str,
    /// The byte offset of `bare` in the line.
    pub(super) start: usize,
    /// The byte offset of its end.
    pub(super) end: usize,
}

impl Token<'_> {
    /// The byte range of `bare` in the line.
    pub(super) fn range(&self) -> Range<usize> {
        self.start..self.end
    }

    /// Whether it has digits only.
    pub(super) fn is_number(&self) -> bool {
        !self.bare.is_empty() && self.bare.bytes().all(|b| b.is_ascii_digit())
    }
}

/// The tokens of a line.
pub(super) fn tokens(line: &str) -> Vec<Token<'_>> {
    line.split_whitespace().map(|whole| token(line, whole)).collect()
}

/// A pattern for the methods of `str`: one of these characters. All callers share its code, which keeps the Wasm module
/// small.
pub(super) fn one_of(set: &'static str) -> impl Fn(char) -> bool + Copy {
    move |c| set.contains(c)
}

fn token<'a>(line: &'a str, whole: &'a str) -> Token<'a> {
    let mut bare = whole.trim_start_matches(one_of("'\"`([{<"));
    // Python prints received bytes as b'..'.
    bare = bare.strip_prefix("b'").or_else(|| bare.strip_prefix("b\"")).unwrap_or(bare);
    bare = bare.trim_end_matches(one_of("'\"`)]}>,;:"));
    while let Some(shorter) = ["\\r", "\\n"].iter().find_map(|it| bare.strip_suffix(it)) {
        bare = shorter;
    }
    let start = offset(line, bare);
    Token { whole, bare, start, end: start + bare.len() }
}

/// Whether a text looks like a word of a sentence: letters only, in lower case, capitalised or all in capitals. Letters
/// beyond ASCII count as either case, because their tables would make the Wasm module larger.
pub(super) fn is_plain_word(text: &str) -> bool {
    let Some((first, rest)) = text.as_bytes().split_first() else { return true };
    let lower = |b: &u8| b.is_ascii_lowercase() || !b.is_ascii();
    let upper = |b: &u8| b.is_ascii_uppercase() || !b.is_ascii();
    (lower(first) || upper(first)) && (rest.iter().all(lower) || (upper(first) && rest.iter().all(upper)))
}

/// Whether a text looks like Base64 or base64url: eight or more characters that are not a word, or four with padding.
pub(super) fn is_encoded(text: &str) -> bool {
    let alphabet = text.bytes().all(|b| b.is_ascii_alphanumeric() || b"+/=-_".contains(&b));
    alphabet && ((text.len() >= 8 && !is_plain_word(text)) || (text.len() >= 4 && text.ends_with('=')))
}
