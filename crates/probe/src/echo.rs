//! Redacts secrets that a server echoes, also if it breaks them over lines or cuts them off.

use zeroize::Zeroizing;

use crate::pieces;

/// Replaces a secret.
const REDACTED: &str = "[redacted]";

/// Shorter secrets, in bytes, are not redacted: that would garble replies without hiding anything.
pub(crate) const MIN_SECRET: usize = 4;

/// A secret to redact.
#[derive(Eq, PartialEq)]
pub(crate) struct HiddenSecret {
    pub(crate) text: Zeroizing<String>,
    /// Whether pieces of it are redacted too.
    pub(crate) in_pieces: bool,
}

/// Redacts `secrets`, longest first, in `parts`: consecutive texts from a server, each of one line or more.
pub(crate) fn redact(parts: &mut [String], secrets: &[HiddenSecret]) {
    for secret in secrets.iter().map(|it| it.text.as_str()) {
        for part in parts.iter_mut().filter(|it| it.contains(secret)) {
            *part = part.replace(secret, REDACTED);
        }
    }
    if parts.len() > 1 || parts.iter().any(|it| it.contains('\n')) {
        redact_broken(parts, secrets);
    }
    for secret in secrets.iter().filter(|it| it.in_pieces) {
        for part in parts.iter_mut() {
            *part = pieces::replace(std::mem::take(part), &secret.text, REDACTED);
        }
    }
}

/// Where a byte of the joined text comes from.
#[derive(Clone, Copy)]
struct Position {
    part: usize,
    line: usize,
    at: usize,
}

/// Redacts secrets that were broken by line ends or spaces.
fn redact_broken(parts: &mut [String], secrets: &[HiddenSecret]) {
    let (mut text, mut positions) = joined(parts);
    for secret in secrets {
        let secret = Zeroizing::new(secret.text.split_whitespace().collect::<String>());
        if secret.len() < MIN_SECRET {
            continue;
        }
        let found: Vec<usize> = text.match_indices(secret.as_str()).map(|it| it.0).collect();
        if found.is_empty() {
            continue;
        }
        // From the end, so that earlier positions stay valid.
        for start in found.into_iter().rev() {
            let same_line = |a: &Position, b: &Position| (a.part, a.line) == (b.part, b.line);
            for line in positions[start..start + secret.len()].chunk_by(same_line).rev() {
                if let ([first, ..], [.., last]) = (line, line) {
                    parts[first.part].replace_range(first.at..=last.at, REDACTED);
                }
            }
        }
        (text, positions) = joined(parts);
    }
}

/// The texts without spaces, line ends and reply codes, and the position of each byte.
fn joined(parts: &[String]) -> (String, Vec<Position>) {
    let (mut bytes, mut positions) = (String::new(), Vec::new());
    for (part, text) in parts.iter().enumerate() {
        let mut line_start = 0;
        for (line, content) in text.split_inclusive('\n').enumerate() {
            let code = code_length(content);
            for (at, c) in content[code..].char_indices().filter(|it| !it.1.is_whitespace()) {
                bytes.push(c);
                positions.extend((0..c.len_utf8()).map(|byte| Position {
                    part,
                    line,
                    at: line_start + code + at + byte,
                }));
            }
            line_start += content.len();
        }
    }
    (bytes, positions)
}

/// The length of the reply code at the start of a line, with the enhanced code if there is one (RFC 5321 §4.2, RFC 2034).
fn code_length(line: &str) -> usize {
    let is_code = line
        .as_bytes()
        .first_chunk()
        .is_some_and(|[a, b, c, after]| [a, b, c].iter().all(|it| it.is_ascii_digit()) && matches!(after, b' ' | b'-'));
    if !is_code {
        return 0;
    }
    let word = line[4..].split(' ').next().unwrap_or_default();
    let is_enhanced = word.contains('.') && word.bytes().all(|it| it.is_ascii_digit() || it == b'.');
    4 + if is_enhanced { word.len() } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn redacted(secrets: &[&str], parts: &[&str]) -> Vec<String> {
        let hidden = |it: &&str| HiddenSecret { text: Zeroizing::new((*it).to_owned()), in_pieces: false };
        let secrets: Vec<_> = secrets.iter().map(hidden).collect();
        let mut parts: Vec<String> = parts.iter().map(|it| (*it).to_owned()).collect();
        redact(&mut parts, &secrets);
        parts
    }

    #[test]
    fn a_secret_is_redacted_wherever_it_is_broken() {
        assert_eq!(redacted(&["canary-Pa55"], &["535 no canary-Pa55."]), ["535 no [redacted]."]);
        assert_eq!(
            redacted(&["canary-Pa55"], &["535-5.7.8 you sent canary", "535-5.7.8 -Pa", "535 5.7.8 55, wrong"]),
            ["535-5.7.8 you sent [redacted]", "535-5.7.8 [redacted]", "535 5.7.8 [redacted], wrong"]
        );
        assert_eq!(redacted(&["canary-Pa55"], &["so: canary-\n  Pa55\nend"]), ["so: [redacted]\n  [redacted]\nend"]);
        assert_eq!(redacted(&["two words"], &["535-two", "535 words"]), ["535-[redacted]", "535 [redacted]"]);
        assert_eq!(redacted(&["pässwörd"], &["535-päss", "535 wörd!"]), ["535-[redacted]", "535 [redacted]!"]);
        assert_eq!(redacted(&["aaaa"], &["aa\naaa\naaa"]), ["[redacted]\n[redacted][redacted]\n[redacted]"]);
    }

    #[test]
    fn other_text_is_left_alone() {
        let said = ["535-5.7.8 Authentication failed", "535 see https://example.com/5.7.8"];
        assert_eq!(redacted(&["canary", "x y"], &said), said);
        assert_eq!(redacted(&["1234-abcd"], &["535 1234-abc", "d"]), ["535 [redacted]", "[redacted]"]);
        assert_eq!(redacted(&[], &["535 a"]), ["535 a"]);
    }
}
