//! Decodes texts that come from a mail source or from files of other programs.

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// Decodes a file: UTF-8, or UTF-16 (recognised by its byte order mark or its zero bytes), else Latin-1.
pub fn from_bytes(bytes: &[u8]) -> String {
    let wide = |little: bool| {
        let unit =
            |it: &[u8]| if little { u16::from_le_bytes([it[0], it[1]]) } else { u16::from_be_bytes([it[0], it[1]]) };
        let units: Vec<u16> = bytes.chunks_exact(2).map(unit).collect();
        String::from_utf16_lossy(&units).trim_start_matches('\u{feff}').to_owned()
    };
    match bytes {
        [0xff, 0xfe, ..] => return wide(true),
        [0xfe, 0xff, ..] => return wide(false),
        [first, 0, ..] if *first != 0 => return wide(true),
        [0, second, ..] if *second != 0 => return wide(false),
        _ => {}
    }
    match str::from_utf8(bytes) {
        Ok(text) => text.trim_start_matches('\u{feff}').to_owned(),
        Err(_) => bytes.iter().map(|it| char::from(*it)).collect(),
    }
}

/// Decodes quoted-printable and Base64 (RFC 2045 §6.7 and §6.8). Borrowed if nothing was encoded.
pub(crate) fn transfer(text: &str) -> Cow<'_, str> {
    if is_quoted_printable(text) {
        return Cow::Owned(quoted_printable(text));
    }
    match base64_part(text) {
        Some(decoded) => Cow::Owned(decoded),
        None => Cow::Borrowed(text),
    }
}

/// Looks for soft line breaks or the header field. Escapes alone prove little, because URLs contain `a=3D` too.
fn is_quoted_printable(text: &str) -> bool {
    let (mut soft, mut escapes) = (0, 0);
    for (at, _) in text.match_indices('=') {
        match &text.as_bytes()[at + 1..] {
            [b'\n', ..] | [b'\r', b'\n', ..] => soft += 1,
            [b'3', b'D', ..] | [b'2', b'0', ..] | [b'C', b'3', ..] | [b'E', b'2', ..] | [b'0', b'A', ..] => {
                escapes += 1
            }
            _ => {}
        }
    }
    (soft > 0 && escapes > 0) || soft > 2 || (escapes > 0 && has_encoding(text, "quoted-printable"))
}

fn has_encoding(text: &str, name: &str) -> bool {
    let header = "content-transfer-encoding:";
    text.lines().any(|line| {
        line.get(..header.len()).is_some_and(|it| it.eq_ignore_ascii_case(header))
            && line.get(header.len()..).is_some_and(|it| it.trim().eq_ignore_ascii_case(name))
    })
}

fn quoted_printable(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let (byte, length) = match (first, tail) {
            (b'=', [b'\n', ..]) => (None, 2),
            (b'=', [b'\r', b'\n', ..]) => (None, 3),
            (b'=', [high, low, ..]) => match (hex(*high), hex(*low)) {
                (Some(high), Some(low)) => (Some(high * 16 + low), 3),
                _ => (Some(b'='), 1),
            },
            _ => (Some(*first), 1),
        };
        bytes.extend(byte);
        rest = &rest[length..];
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|it| u8::try_from(it).ok())
}

/// Decodes the first Base64 part, if a header announces one.
fn base64_part(text: &str) -> Option<String> {
    if !has_encoding(text, "base64") {
        return None;
    }
    let is_line = |it: &&str| it.len() >= 4 && it.bytes().all(|b| b.is_ascii_alphanumeric() || b"+/=".contains(&b));
    let encoded: String = text.lines().map(str::trim).skip_while(|it| !it.is_empty()).filter(is_line).collect();
    let decoded = STANDARD.decode(encoded.trim_end_matches('=').to_owned() + padding(&encoded)).ok()?;
    let headers: String = text.lines().take_while(|it| !it.trim().is_empty()).flat_map(|it| [it, "\n"]).collect();
    Some(headers + "\n" + &from_bytes(&decoded))
}

fn padding(encoded: &str) -> &'static str {
    match encoded.trim_end_matches('=').len() % 4 {
        2 => "==",
        3 => "=",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mail_sources_are_decoded() {
        assert_eq!(transfer("550 User un=\nknown =3D x"), "550 User unknown = x");
        assert!(matches!(transfer("https://x.example/?a=3D&b=20"), Cow::Borrowed(_)));
        let mail = "Content-Transfer-Encoding: base64\n\nNTUwIFVzZXIgdW5r\nbm93bg==\n";
        assert!(transfer(mail).ends_with("550 User unknown"), "{}", transfer(mail));
    }

    #[test]
    fn files_in_other_encodings_are_decoded() {
        assert_eq!(from_bytes(b"\xff\xfe5\x005\x000\x00"), "550");
        assert_eq!(from_bytes(b"5\x005\x000\x00"), "550");
        assert_eq!(from_bytes(b"Bo\xeete pleine"), "Bo\u{ee}te pleine");
        assert_eq!(from_bytes("\u{feff}x".as_bytes()), "x");
    }
}
