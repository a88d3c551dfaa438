//! Redacts pieces of a sign-in message in a text.

use std::borrow::Cow;
use std::collections::HashMap;

/// Letters in a row that only match by chance in other Base64.
const GRAM: usize = 6;

/// Replaces every piece of `message` in `text`. The message is cut into grams of `GRAM` letters, and every piece of
/// `2 * GRAM - 1` letters contains a whole one, so all of those are found. Takes linear time.
pub(crate) fn replace(text: String, message: &str, replacement: &str) -> String {
    if text.len() < GRAM || !message.is_ascii() {
        return text;
    }
    let (bytes, message) = (text.as_bytes(), message.as_bytes());
    let offsets: HashMap<&[u8], usize> =
        message.chunks_exact(GRAM).enumerate().map(|(i, gram)| (gram, i * GRAM)).collect();
    let mut result = Cow::Borrowed("");
    let mut done = 0;
    let mut at = 0;
    while let Some(gram) = bytes.get(at..at + GRAM) {
        let Some(&offset) = offsets.get(gram) else {
            at += 1;
            continue;
        };
        let before =
            bytes[done..at].iter().rev().zip(message[..offset].iter().rev()).take_while(|(a, b)| a == b).count();
        let after = bytes[at..].iter().zip(&message[offset..]).take_while(|(a, b)| a == b).count();
        let result = result.to_mut();
        result.push_str(&text[done..at - before]);
        result.push_str(replacement);
        at += after;
        done = at;
    }
    if done == 0 { text } else { result.into_owned() + &text[done..] }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(replace(text.to_owned(), "AHVzZXJAZXhhbXBsZS50ZXN0AGNhbmFyeQ==", "[]"), expected);
    }

    #[test]
    fn pieces_are_replaced_wherever_they_start_and_end() {
        check("500 AHVzZXJAZXhhbXBsZS50ZXN0AGNhbmFyeQ==.", "500 [].");
        check("500 no such command: AHVzZXJAZXhhbXB...", "500 no such command: []...");
        check("500-xVzZXJAZXhhbx \u{e9} N0AGNhbmFyeQ==x", "500-x[]x \u{e9} []x");
        check("XJAZXhhbXBsZS50ZXN0AXJAZXhhbXBsZS50ZXN0A", "[][]");
    }

    #[test]
    fn other_text_is_left_alone() {
        for text in ["", "500", "AHVzZ", "535 5.7.8 Error: authentication failed", "\u{e9}\u{e9}\u{e9}\u{e9}"] {
            check(text, text);
        }
    }
}
