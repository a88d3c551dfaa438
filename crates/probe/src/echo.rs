//! Secrets that a server says again: found in what it said, also where it broke them over lines or cut them off, and taken
//! out.

use zeroize::Zeroizing;

use crate::pieces;

/// What stands in place of a secret.
const REDACTED: &str = "[redacted]";

/// Shorter texts are no secrets to look for: taking them out would destroy replies without hiding anything.
pub(crate) const MIN_SECRET: usize = 4;

/// A secret that is looked for.
#[derive(Eq, PartialEq)]
pub(crate) struct HiddenSecret {
    pub(crate) text: Zeroizing<String>,
    /// Whether pieces of it are looked for too.
    pub(crate) in_pieces: bool,
}

/// Takes `secrets`, the longest first, out of `parts`: what was said, in order, a line or several in each.
pub(crate) fn conceal(parts: &mut [String], secrets: &[HiddenSecret]) {
    for secret in secrets.iter().map(|it| it.text.as_str()) {
        for part in parts.iter_mut().filter(|it| it.contains(secret)) {
            *part = part.replace(secret, REDACTED);
        }
    }
    if parts.len() > 1 || parts.iter().any(|it| it.contains('\n')) {
        conceal_broken(parts, secrets);
    }
    for secret in secrets.iter().filter(|it| it.in_pieces) {
        for part in parts.iter_mut() {
            *part = pieces::replace(std::mem::take(part), &secret.text, REDACTED);
        }
    }
}

/// Where a byte of what was said stands.
#[derive(Clone, Copy)]
struct Position {
    part: usize,
    line: usize,
    at: usize,
}

/// Takes out secrets that were broken over lines, or into words.
fn conceal_broken(parts: &mut [String], secrets: &[HiddenSecret]) {
    let (mut said, mut positions) = joined(parts);
    for secret in secrets {
        let secret = Zeroizing::new(secret.text.split_whitespace().collect::<String>());
        if secret.len() < MIN_SECRET {
            continue;
        }
        let found: Vec<usize> = said.match_indices(secret.as_str()).map(|it| it.0).collect();
        if found.is_empty() {
            continue;
        }
        // From the end, so that earlier positions stay where they are.
        for start in found.into_iter().rev() {
            let same_line = |a: &Position, b: &Position| (a.part, a.line) == (b.part, b.line);
            for line in positions[start..start + secret.len()].chunk_by(same_line).rev() {
                if let ([first, ..], [.., last]) = (line, line) {
                    parts[first.part].replace_range(first.at..=last.at, REDACTED);
                }
            }
        }
        (said, positions) = joined(parts);
    }
}

/// All that was said without blanks, line ends and reply codes, and where each byte of it stands.
fn joined(parts: &[String]) -> (String, Vec<Position>) {
    let (mut said, mut positions) = (String::new(), Vec::new());
    for (part, text) in parts.iter().enumerate() {
        let mut begin = 0;
        for (line, words) in text.split_inclusive('\n').enumerate() {
            let code = code_length(words);
            for (at, c) in words[code..].char_indices().filter(|it| !it.1.is_whitespace()) {
                said.push(c);
                positions.extend((0..c.len_utf8()).map(|byte| Position { part, line, at: begin + code + at + byte }));
            }
            begin += words.len();
        }
    }
    (said, positions)
}

/// The length of the reply code, and of the enhanced code behind it, with which a line begins (RFC 5321 §4.2, RFC 2034).
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

    fn without(secrets: &[&str], parts: &[&str]) -> Vec<String> {
        let hidden = |it: &&str| HiddenSecret { text: Zeroizing::new((*it).to_owned()), in_pieces: false };
        let secrets: Vec<_> = secrets.iter().map(hidden).collect();
        let mut parts: Vec<String> = parts.iter().map(|it| (*it).to_owned()).collect();
        conceal(&mut parts, &secrets);
        parts
    }

    #[test]
    fn a_secret_is_found_wherever_it_was_broken() {
        assert_eq!(without(&["canary-Pa55"], &["535 no canary-Pa55."]), ["535 no [redacted]."]);
        assert_eq!(
            without(&["canary-Pa55"], &["535-5.7.8 you sent canary", "535-5.7.8 -Pa", "535 5.7.8 55, wrong"]),
            ["535-5.7.8 you sent [redacted]", "535-5.7.8 [redacted]", "535 5.7.8 [redacted], wrong"]
        );
        assert_eq!(without(&["canary-Pa55"], &["so: canary-\n  Pa55\nend"]), ["so: [redacted]\n  [redacted]\nend"]);
        assert_eq!(without(&["two words"], &["535-two", "535 words"]), ["535-[redacted]", "535 [redacted]"]);
        assert_eq!(without(&["pässwörd"], &["535-päss", "535 wörd!"]), ["535-[redacted]", "535 [redacted]!"]);
        assert_eq!(without(&["aaaa"], &["aa\naaa\naaa"]), ["[redacted]\n[redacted][redacted]\n[redacted]"]);
    }

    #[test]
    fn what_is_no_secret_stays() {
        let said = ["535-5.7.8 Authentication failed", "535 see https://example.com/5.7.8"];
        assert_eq!(without(&["canary", "x y"], &said), said);
        assert_eq!(without(&["1234-abcd"], &["535 1234-abc", "d"]), ["535 [redacted]", "[redacted]"]);
        assert_eq!(without(&[], &["535 a"]), ["535 a"]);
    }
}
