//! Finds reply codes and enhanced status codes in any text.

use smtp_doctor_settings::text::truncated;
use smtp_doctor_smtp::EnhancedCode;

use crate::explanation::ReplySeen;
use crate::tokens::Words;

/// The most replies that are listed, because logs repeat themselves.
const MAX_REPLIES: usize = 20;

/// The codes of a text, each with the index of its word.
#[derive(Debug, Default)]
pub(crate) struct Codes {
    pub(crate) replies: Vec<(usize, u16)>,
    pub(crate) enhanced: Vec<(usize, EnhancedCode)>,
}

impl Codes {
    /// Finds the codes of `text`.
    pub(crate) fn of(text: &str, words: &Words) -> Self {
        let mut codes = Self::default();
        for (at, word) in words.list.iter().enumerate() {
            let letters = words.letters(at);
            let before = text[..word.start].chars().next_back();
            let after = &text[word.end..];
            if letters.len() == 3 && is_reply_code(letters) && stands_alone(before, after) {
                codes.replies.extend(letters.parse().ok().map(|it| (at, it)));
            } else if matches!(letters, "4" | "5")
                && after.starts_with('.')
                && !before.is_some_and(|it| it == '.' || it == '-' || it == '/')
            {
                codes.enhanced.extend(enhanced_at(&text[word.start..]).map(|it| (at, it)));
            }
        }
        codes
    }

    /// Each code once, because logs repeat themselves.
    pub(crate) fn distinct(&self) -> Self {
        let mut distinct = Self::default();
        for (at, code) in &self.replies {
            if !distinct.replies.iter().any(|it| it.1 == *code) {
                distinct.replies.push((*at, *code));
            }
        }
        for (at, code) in &self.enhanced {
            if !distinct.enhanced.iter().any(|it| it.1 == *code) {
                distinct.enhanced.push((*at, *code));
            }
        }
        distinct
    }
}

impl Codes {
    /// The codes of a parsed reply.
    pub(crate) fn of_reply(reply: &smtp_doctor_smtp::Reply) -> Self {
        Self { replies: vec![(0, reply.code)], enhanced: reply.enhanced.map(|it| (0, it)).into_iter().collect() }
    }
}

/// The codes that servers use (RFC 5321 §4.2.3, RFC 4954, RFC 7504, and others seen in practice).
fn is_reply_code(letters: &str) -> bool {
    let Ok(code) = letters.parse::<u16>() else { return false };
    matches!(code, 220 | 334 | 354 | 421 | 422 | 431 | 432 | 441 | 442 | 446 | 447 | 449..=455 | 458 | 459 | 471)
        || matches!(code, 500..=504 | 510..=513 | 515 | 517 | 521 | 523..=525 | 530 | 531 | 533..=535 | 538 | 540 | 541)
        || matches!(code, 543 | 546 | 550..=557 | 559 | 571..=574 | 577)
}

/// Excludes ports, dates, counts and parts of addresses.
fn stands_alone(before: Option<char>, after: &str) -> bool {
    let before = before.is_none_or(|it| !(it.is_alphanumeric() || matches!(it, '.' | ':' | '#' | '/' | '-' | '_')));
    let mut after = after.chars();
    before
        && match after.next() {
            None => true,
            Some('.') => !after.next().is_some_and(|it| it.is_ascii_digit()),
            Some(it) => it.is_whitespace() || "-,:;\"')]}\\#>".contains(it),
        }
}

fn enhanced_at(text: &str) -> Option<EnhancedCode> {
    let code = EnhancedCode::parse_prefix(text)?;
    let rest = text.trim_start_matches(|it: char| it.is_ascii_digit() || it == '.');
    let whole = &text[..text.len() - rest.len()];
    // `4.7.1.2` is an address or a version.
    (whole.trim_end_matches('.').split('.').count() == 3).then_some(code)
}

/// The replies in a text, in order. The lines of a multi-line reply are joined.
pub(crate) fn replies(text: &str, words: &Words, codes: &Codes) -> Vec<ReplySeen> {
    let mut replies: Vec<ReplySeen> = Vec::new();
    for (i, (at, code)) in codes.replies.iter().enumerate() {
        if replies.len() == MAX_REPLIES {
            break;
        }
        let word = &words.list[*at];
        let end = codes.replies.get(i + 1).map_or(text.len(), |(next, _)| words.list[*next].start);
        let rest = &text[word.end..end];
        let line = rest.find('\n').map_or(rest, |end| &rest[..end]);
        let said = line.trim_matches(|it: char| it.is_whitespace() || "-,:;'\"()[]{}\\<>".contains(it));
        let said = said.strip_prefix("b'").or_else(|| said.strip_prefix("b\"")).unwrap_or(said);
        let enhanced = EnhancedCode::parse_prefix(said);
        let said = EnhancedCode::strip_prefix(said).trim_start();
        match replies.last_mut() {
            Some(last) if last.code == *code && continues(text, words, codes, i) => {
                last.enhanced = last.enhanced.or(enhanced);
                if !said.is_empty() {
                    last.text.push(' ');
                    last.text.push_str(said);
                }
            }
            _ => replies.push(ReplySeen { code: *code, enhanced, text: truncated(400, said).to_owned() }),
        }
    }
    replies
}

/// Whether the previous code announced another line (`550-`).
fn continues(text: &str, words: &Words, codes: &Codes, this: usize) -> bool {
    let before = this.checked_sub(1).and_then(|it| codes.replies.get(it));
    before.is_some_and(|(at, _)| text[words.list[*at].end..].starts_with('-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> (Vec<u16>, Vec<String>, Vec<ReplySeen>) {
        let words = Words::split(text);
        let codes = Codes::of(text, &words);
        let replies = replies(text, &words, &codes);
        (
            codes.replies.into_iter().map(|it| it.1).collect(),
            codes.enhanced.into_iter().map(|it| it.1.to_string()).collect(),
            replies,
        )
    }

    #[test]
    fn codes_are_distinguished_from_other_numbers() {
        assert_eq!(seen("550 5.7.1 no").0, [550]);
        assert_eq!(seen("smtplib.SMTPAuthenticationError: (535, b'5.7.139 no')").0, [535]);
        assert_eq!(seen("connect to 10.0.0.1:465 in 550ms, took 530.5 s").0, [0; 0]);
        assert_eq!(seen("(#5.7.1) 4.7.0 rfc5321#section-4.2.3 192.5.7.1").1, ["5.7.1", "4.7.0"]);
    }

    #[test]
    fn lines_of_a_multi_line_reply_are_joined() {
        let text = "said: 550-5.7.26 Not authenticated.\n550 5.7.26 Fix it.";
        let replies = seen(text).2;
        assert_eq!(replies.len(), 1);
        assert_eq!(replies[0].text, "Not authenticated. Fix it.");
        assert_eq!(replies[0].enhanced.map(|it| it.to_string()).as_deref(), Some("5.7.26"));
    }
}
