//! `password=..`, `"client_secret": ".."`, `<password>..</password>`, `--password ..`: a name that says secret, and its
//! value.

use std::ops::Range;

use crate::redact::token;

/// The values of all names in `line` that say secret, `value` among them if the line before ended with such a name
/// (`- name: SMTP_PASSWORD`). Whether this line ends with one.
pub(super) fn values(line: &str, value_is_secret: bool, ranges: &mut Vec<Range<usize>>) -> bool {
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    let mut rest = 0;
    let mut last_is_name = false;
    while let Some(start) = line[rest..].find(is_name).map(|it| rest + it) {
        let end = line[start..].find(|c| !is_name(c)).map_or(line.len(), |it| start + it);
        rest = end;
        let name = &line[start..end];
        last_is_name = says_secret(name);
        if last_is_name || (value_is_secret && name == "value") {
            let value = value(line, start, end);
            if !is_placeholder(&line[value.clone()]) {
                rest = value.end.max(end);
                ranges.push(value);
                last_is_name = false;
            }
        }
    }
    last_is_name
}

/// Names of secrets in configuration files, environments, JSON, headers and command lines, however they are spelled.
fn says_secret(name: &str) -> bool {
    const ENDINGS: [&str; 9] =
        ["password", "passwd", "passphrase", "pwd", "token", "apikey", "secretkey", "accesskey", "privatekey"];
    // Names that end like a word, which stands for a secret only by itself or behind a separator.
    const ALONE: [&str; 4] = ["pass", "pw", "authorization", "credentials"];
    let last = name.rsplit(['_', '-', '.']).next().unwrap_or(name).to_ascii_lowercase();
    let letters: String = name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    letters.contains("secret")
        || ENDINGS.iter().any(|it| letters.ends_with(it))
        || ALONE.contains(&&*last)
        || name.ends_with("Pass")
}

/// What is no secret: nothing, a variable, a row of stars, what was redacted already.
fn is_placeholder(value: &str) -> bool {
    value.is_empty()
        || value.starts_with("${")
        || value.bytes().all(|b| b == b'*' || b == b'.' || b == b'x')
        || ["[redacted]", "redacted", "null", "none", "true", "false", "(null)", "hidden"]
            .iter()
            .any(|it| value.eq_ignore_ascii_case(it))
}

/// The value of the name at `start..end`; empty where it has none.
fn value(line: &str, start: usize, end: usize) -> Range<usize> {
    let before = &line[..start];
    let around = ['"', '\'', '\\', ']', ' ', '\t'];
    let mut behind = line[end..].trim_start_matches(around);
    // `<add key="SmtpPassword" value=".."/>`, `{"name": "SMTP_PASSWORD", "value": ".."}`.
    let pair = behind.strip_prefix(',').unwrap_or(behind).trim_start_matches(around).strip_prefix("value");
    behind = pair.unwrap_or(behind).trim_start_matches(around);
    let none = end..end;
    let separated = ["=>", ":=", "==", "=", ":"].iter().find_map(|it| behind.strip_prefix(it).map(|rest| (*it, rest)));
    let (separator, value) = match separated {
        Some(separated) => separated,
        None if before.ends_with('<') && behind.starts_with('>') => {
            let value = &behind[1..];
            let from = line.len() - value.len();
            return from..from + value.find('<').unwrap_or(value.trim_end().len());
        }
        None if before.ends_with('-') || line[start..end].starts_with('-') => ("--", behind),
        None => return none,
    };
    let value = value.trim_start_matches([' ', '\t']);
    let from = line.len() - value.len();
    let escaped = value.strip_prefix('\\').filter(|it| it.starts_with(['"', '\'']));
    let quoted = escaped.unwrap_or(value);
    if let Some(quote) = quoted.chars().next().filter(|it| matches!(it, '"' | '\'' | '`')) {
        let inside = &quoted[1..];
        let from = line.len() - inside.len();
        return from..from + closing(inside, quote, escaped.is_some());
    }
    let whole_line = is_beginning(before) && separator != "--";
    let length = if whole_line { value.trim_end().trim_end_matches([',', ';']).len() } else { word(value) };
    // `Invalid token: please sign in` is a sentence, `no token: invalid_client:` names a fault; `token: 4f9a..` is a value.
    let is_word = token::is_plain_word(&value[..length]) || value[..length].ends_with(':');
    let is_sentence = separator == ":" && !whole_line && is_word;
    if is_sentence { none } else { from..from + length }
}

/// Whether only what configuration files begin a line with stands before a name.
fn is_beginning(before: &str) -> bool {
    // Deeper indentation is hardly a file that somebody wrote, and long ones would be read again for each name.
    const DEEPEST: usize = 200;
    if before.len() > DEEPEST {
        return false;
    }
    let before = before.trim_start_matches([' ', '\t', '-', '"', '\'', '#', ';']);
    matches!(before.trim_end(), "" | "export" | "set" | "$env:" | "ENV" | "-e")
}

/// The length of what stands before the closing quotation mark.
fn closing(inside: &str, quote: char, escaped: bool) -> usize {
    let mut before = ' ';
    for (at, c) in inside.char_indices() {
        if c == quote && (before == '\\') == escaped {
            return if escaped { at - 1 } else { at };
        }
        before = if before == '\\' && c == '\\' { ' ' } else { c };
    }
    inside.trim_end().len()
}

/// The length of a value that ends with its word: at a space, a bracket, or where the next name begins.
fn word(value: &str) -> usize {
    let ends = |at: usize, c: char| {
        c.is_whitespace()
            || "\"'<>)".contains(c)
            || (matches!(c, '&' | ';' | ',') && next_is_a_name(&value[at + c.len_utf8()..]))
    };
    value.char_indices().find(|&(at, c)| ends(at, c)).map_or(value.trim_end().len(), |(at, _)| at)
}

/// Whether `name=` or `name:` follows, or nothing at all.
fn next_is_a_name(rest: &str) -> bool {
    let rest = rest.trim_start();
    let length = rest.find(|c: char| !(c.is_ascii_alphanumeric() || "_-.\"'".contains(c))).unwrap_or(rest.len());
    rest.is_empty() || (length > 0 && rest[length..].starts_with(['=', ':']))
}
