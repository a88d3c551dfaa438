//! Pieces of a sign in message inside of a text.

use std::borrow::Cow;
use std::collections::HashMap;

/// So many letters in a row are the same by chance only in texts of Base64.
const GRAM: usize = 6;

/// `text` with `instead` for each piece of `message`. Every piece of `2 * GRAM - 1` letters is found, because it holds
/// one of those of `GRAM` letters into which the message is cut here; the time taken grows with the lengths alone.
pub(crate) fn replace(text: String, message: &str, instead: &str) -> String {
    if text.len() < GRAM || !message.is_ascii() {
        return text;
    }
    let (said, message) = (text.as_bytes(), message.as_bytes());
    let places: HashMap<&[u8], usize> =
        message.chunks_exact(GRAM).enumerate().map(|(i, gram)| (gram, i * GRAM)).collect();
    let mut shown = Cow::Borrowed("");
    let mut done = 0;
    let mut at = 0;
    while let Some(gram) = said.get(at..at + GRAM) {
        let Some(&place) = places.get(gram) else {
            at += 1;
            continue;
        };
        let before = said[done..at].iter().rev().zip(message[..place].iter().rev()).take_while(|(a, b)| a == b).count();
        let after = said[at..].iter().zip(&message[place..]).take_while(|(a, b)| a == b).count();
        let shown = shown.to_mut();
        shown.push_str(&text[done..at - before]);
        shown.push_str(instead);
        at += after;
        done = at;
    }
    if done == 0 { text } else { shown.into_owned() + &text[done..] }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, shown: &str) {
        assert_eq!(replace(text.to_owned(), "AHVzZXJAZXhhbXBsZS50ZXN0AGNhbmFyeQ==", "[]"), shown);
    }

    #[test]
    fn pieces_are_replaced_wherever_they_begin_and_end() {
        check("500 AHVzZXJAZXhhbXBsZS50ZXN0AGNhbmFyeQ==.", "500 [].");
        check("500 no such command: AHVzZXJAZXhhbXB...", "500 no such command: []...");
        check("500-xVzZXJAZXhhbx \u{e9} N0AGNhbmFyeQ==x", "500-x[]x \u{e9} []x");
        check("XJAZXhhbXBsZS50ZXN0AXJAZXhhbXBsZS50ZXN0A", "[][]");
    }

    #[test]
    fn all_else_is_left_alone() {
        for text in ["", "500", "AHVzZ", "535 5.7.8 Error: authentication failed", "\u{e9}\u{e9}\u{e9}\u{e9}"] {
            check(text, text);
        }
    }
}
