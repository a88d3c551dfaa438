//! Finds secrets in logs, configuration files and SMTP sessions.
//!
//! Works line by line. Each rule adds byte ranges; overlapping ranges are merged at the end.

use std::ops::Range;

use crate::redact::assignment;
use crate::redact::token;
use crate::redact::token::Token;
use crate::redact::token::one_of;
use crate::redact::token::tokens;

/// The byte ranges of all secrets in `text`, in order, without overlaps.
pub(super) fn secrets(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut dialogue = Dialogue::default();
    let mut in_key = false;
    let mut value_is_secret = false;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let mut ranges = Vec::new();
        if private_key(line, &mut in_key) {
            ranges.push(0..line.trim_end().len());
        } else {
            let tokens = tokens(line);
            dialogue.line(line, &tokens, &mut ranges);
            sasl(&tokens, &mut ranges);
            credentials_option(&tokens, &mut ranges);
            bearer(&tokens, &mut ranges);
            known_prefixes(&tokens, &mut ranges);
            value_is_secret = assignment::values(line, value_is_secret, &mut ranges);
            urls(line, &mut ranges);
        }
        found.extend(ranges.into_iter().filter(|it| !it.is_empty()).map(|it| start + it.start..start + it.end));
        start += line.len();
    }
    merged(found)
}

fn merged(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_unstable_by_key(|it| it.start);
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

/// The body of a PEM private key (RFC 7468 §10).
fn private_key(line: &str, inside: &mut bool) -> bool {
    if line.contains("PRIVATE KEY-----") {
        *inside = line.contains("-----BEGIN");
        return false;
    }
    *inside && !line.trim().is_empty()
}

/// `AUTH PLAIN <initial response>` (RFC 4954 §4), but not the list of mechanisms in an EHLO reply.
fn sasl(tokens: &[Token<'_>], ranges: &mut Vec<Range<usize>>) {
    for three in tokens.windows(3) {
        let [auth, mechanism, response] = three else { continue };
        let is_auth = auth.bare.eq_ignore_ascii_case("AUTH") && is_mechanism(mechanism.bare);
        if is_auth && !is_mechanism(response.bare) && !token::is_plain_word(response.bare) {
            ranges.push(response.range());
        }
    }
}

/// The names of SASL mechanisms that carry secrets (IANA: SASL mechanisms).
fn is_mechanism(word: &str) -> bool {
    const NAMES: [&str; 9] =
        ["CRAM-MD5", "DIGEST-MD5", "EXTERNAL", "GSSAPI", "LOGIN", "NTLM", "OAUTHBEARER", "PLAIN", "XOAUTH2"];
    NAMES.iter().any(|it| it.eq_ignore_ascii_case(word))
        || word.get(..6).is_some_and(|it| it.eq_ignore_ascii_case("SCRAM-"))
}

/// An SMTP session. The client's response to `334` is a user name, a password or a token.
#[derive(Default)]
struct Dialogue {
    /// The number of lines that may still contain the response.
    waiting: u8,
}

impl Dialogue {
    /// A program may print lines of its own between challenge and response.
    const MAX_LINES_BETWEEN: u8 = 3;

    fn line(&mut self, line: &str, tokens: &[Token<'_>], ranges: &mut Vec<Range<usize>>) {
        if tokens.iter().any(|it| it.bare == "334") {
            self.waiting = Self::MAX_LINES_BETWEEN;
            return;
        }
        if self.waiting == 0 || tokens.is_empty() {
            return;
        }
        if is_reply(tokens) {
            self.waiting = 0;
            return;
        }
        self.waiting -= 1;
        let Some(last) = tokens.last() else { return };
        let announced = line.contains("credentials hidden") || line.contains("redacted");
        if !announced && (is_alone(tokens) || token::is_encoded(last.bare)) {
            ranges.push(last.range());
            self.waiting = 0;
        }
    }
}

/// Whether a line is a server reply: one of its first words is a reply code.
fn is_reply(tokens: &[Token<'_>]) -> bool {
    let is_code = |it: &Token<'_>| it.bare.len() == 3 && matches!(it.bare.as_bytes()[0], b'2'..=b'5') && it.is_number();
    tokens.iter().take(6).any(is_code)
}

/// Whether all tokens before the last one belong to the log prefix (`C:`, `->`, `[12:00:01]`).
fn is_alone(tokens: &[Token<'_>]) -> bool {
    let Some((_, before)) = tokens.split_last() else { return false };
    before.iter().all(|it| {
        matches!(it.bare, "" | "C" | "CLIENT" | "SERVER" | "client" | "send") || it.whole.ends_with(one_of(":>],"))
    })
}

/// Options with a secret value but without a telling name: `-u name:password` (curl), `-ap password` (swaks).
fn credentials_option(tokens: &[Token<'_>], ranges: &mut Vec<Range<usize>>) {
    for two in tokens.windows(2) {
        let [option, value] = two else { continue };
        match option.whole {
            "-u" | "--user" | "--proxy-user" => {
                if let Some((name, _)) = value.bare.split_once(':') {
                    ranges.push(value.start + name.len() + 1..value.end);
                }
            }
            "-ap" => ranges.push(value.range()),
            _ => {}
        }
    }
}

/// `Bearer <token>` (RFC 6750 §2.1), also inside XOAUTH2's `auth=Bearer <token>`.
fn bearer(tokens: &[Token<'_>], ranges: &mut Vec<Range<usize>>) {
    const SHORTEST: usize = 16;
    for two in tokens.windows(2) {
        let [scheme, value] = two else { continue };
        let scheme = scheme.bare.rsplit(one_of("=:\u{1}")).next().unwrap_or_default();
        if scheme.eq_ignore_ascii_case("Bearer") && value.bare.len() >= SHORTEST {
            ranges.push(value.range());
        }
    }
}

/// Tokens and keys with a prefix that shows their issuer.
fn known_prefixes(tokens: &[Token<'_>], ranges: &mut Vec<Range<usize>>) {
    const PREFIXES: [&str; 6] = ["eyJ", "SG.", "ya29.", "xkeysib-", "xsmtpsib-", "re_"];
    const SHORTEST: usize = 20;
    for token in tokens {
        for prefix in PREFIXES {
            let Some(at) = token.bare.find(prefix) else { continue };
            let secret = &token.bare[at..];
            let length = secret.bytes().take_while(|b| b.is_ascii_alphanumeric() || b"-_.~+/=".contains(b)).count();
            // `eyJ` is Base64 of `{"`: with dots a token (RFC 7519), without them perhaps a server's error.
            let is_token = prefix != "eyJ" || secret[..length].contains('.');
            if is_token && length >= SHORTEST && secret.bytes().take(length).any(|b| b.is_ascii_digit()) {
                ranges.push(token.start + at..token.start + at + length);
            }
        }
    }
}

/// The password in `scheme://name:password@host` (RFC 3986 §3.2.1), also if it contains an unencoded slash or `@`.
fn urls(line: &str, ranges: &mut Vec<Range<usize>>) {
    let mut rest = 0;
    while let Some(at) = line[rest..].find("://") {
        let begin = rest + at + 3;
        let length = line[begin..].find(one_of(" \t\r\n\"'<>`"));
        let url = &line[begin..length.map_or(line.len(), |it| begin + it)];
        rest = begin + url.len();
        let Some(end) = url.rfind('@') else { continue };
        let Some(colon) = url[..end].find(':') else { continue };
        let behind = &url[colon + 1..end];
        let is_port = behind.split_once('/').is_some_and(|(port, _)| port.bytes().all(|b| b.is_ascii_digit()));
        if !is_port && !url[..colon].contains('/') {
            ranges.push(begin + colon + 1..begin + end);
        }
    }
}
