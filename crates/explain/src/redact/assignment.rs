//! Assignments of secrets: `password=..`, `"client_secret": ".."`, `<password>..</password>`, `--password ..`.

use std::ops::Range;

use crate::redact::token;
use crate::redact::token::one_of;

/// Adds the values of all secret names in `line`. `value` is a secret name too if the previous line ended with one
/// (`- name: SMTP_PASSWORD`). Returns whether this line ends with a secret name.
pub(super) fn values(line: &str, value_is_secret: bool, ranges: &mut Vec<Range<usize>>) -> bool {
    let is_name = |b: &u8| b.is_ascii_alphanumeric() || b"_-.".contains(b);
    let mut rest = 0;
    let mut last_is_name = false;
    while let Some(start) = line.as_bytes()[rest..].iter().position(is_name).map(|it| rest + it) {
        let end = start + line.as_bytes()[start..].iter().take_while(|it| is_name(it)).count();
        rest = end;
        let name = &line[start..end];
        last_is_name = is_secret_name(name);
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

/// Whether a name from a configuration file, environment, JSON, header or command line is the name of a secret.
fn is_secret_name(name: &str) -> bool {
    const ENDINGS: [&str; 9] =
        ["password", "passwd", "passphrase", "pwd", "token", "apikey", "secretkey", "accesskey", "privatekey"];
    // Words that mean a secret only on their own or after a separator, because longer words end with them too.
    const ALONE: [&str; 4] = ["pass", "pw", "authorization", "credentials"];
    let last = name.rsplit(one_of("_-.")).next().unwrap_or(name).to_ascii_lowercase();
    let letters: String = name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    letters.contains("secret")
        || ENDINGS.iter().any(|it| letters.ends_with(it))
        || ALONE.contains(&&*last)
        || name.ends_with("Pass")
}

/// Whether a value is not a secret: empty, a variable, a row of asterisks, already redacted.
fn is_placeholder(value: &str) -> bool {
    value.is_empty()
        || value.starts_with("${")
        || value.bytes().all(|b| b == b'*' || b == b'.' || b == b'x')
        || ["[redacted]", "redacted", "null", "none", "true", "false", "(null)", "hidden"]
            .iter()
            .any(|it| value.eq_ignore_ascii_case(it))
}

/// The value of the name at `start..end`; empty if there is none.
fn value(line: &str, start: usize, end: usize) -> Range<usize> {
    let before = &line[..start];
    let around = one_of("\"'\\] \t");
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
    let value = value.trim_start_matches(one_of(" \t"));
    let from = line.len() - value.len();
    let escaped = value.strip_prefix('\\').filter(|it| it.starts_with(one_of("\"'")));
    let quoted = escaped.unwrap_or(value);
    if let Some(quote) = quoted.chars().next().filter(|it| matches!(it, '"' | '\'' | '`')) {
        let inside = &quoted[1..];
        let from = line.len() - inside.len();
        return from..from + quoted_length(inside, quote, escaped.is_some());
    }
    let whole_line = is_line_prefix(before) && separator != "--";
    let length =
        if whole_line { value.trim_end().trim_end_matches(one_of(",;")).len() } else { unquoted_length(value) };
    // `Invalid token: please sign in` is a sentence, `no token: invalid_client:` an error; `token: 4f9a..` is a value.
    let is_word = token::is_plain_word(&value[..length]) || value[..length].ends_with(':');
    let is_sentence = separator == ":" && !whole_line && is_word;
    if is_sentence { none } else { from..from + length }
}

/// Whether the text before a name is only indentation or another usual beginning of a configuration line.
fn is_line_prefix(before: &str) -> bool {
    // Nobody indents deeper. The limit also avoids scanning a long prefix again for each name.
    const DEEPEST: usize = 200;
    if before.len() > DEEPEST {
        return false;
    }
    let before = before.trim_start_matches(one_of(" \t-\"'#;"));
    matches!(before.trim_end(), "" | "export" | "set" | "$env:" | "ENV" | "-e")
}

/// The length of the text before the closing quotation mark.
fn quoted_length(inside: &str, quote: char, escaped: bool) -> usize {
    let mut before = ' ';
    for (at, c) in inside.char_indices() {
        if c == quote && (before == '\\') == escaped {
            return if escaped { at - 1 } else { at };
        }
        before = if before == '\\' && c == '\\' { ' ' } else { c };
    }
    inside.trim_end().len()
}

/// The length of an unquoted value, which ends at a space, a bracket or the next name.
fn unquoted_length(value: &str) -> usize {
    let ends = |at: usize, c: char| {
        c.is_whitespace()
            || "\"'<>)".contains(c)
            || (matches!(c, '&' | ';' | ',') && starts_with_name(&value[at + c.len_utf8()..]))
    };
    value.char_indices().find(|&(at, c)| ends(at, c)).map_or(value.trim_end().len(), |(at, _)| at)
}

/// Whether the rest is empty or starts with `name=` or `name:`.
fn starts_with_name(rest: &str) -> bool {
    let rest = rest.trim_start();
    let length = rest.bytes().take_while(|b| b.is_ascii_alphanumeric() || b"_-.\"'".contains(b)).count();
    rest.is_empty() || (length > 0 && rest[length..].starts_with(one_of("=:")))
}
