//! Replies (RFC 5321 §4.2) and enhanced status codes (RFC 3463).

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::Deserializer;
use serde::Serialize;
use serde::Serializer;
use serde::de::Error as _;

/// A complete reply: one code, one or more lines.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Reply {
    /// The three-digit code, 200 to 599.
    pub code: u16,
    /// The enhanced status code of the first line that has one.
    pub enhanced: Option<EnhancedCode>,
    /// The text of each line, without reply code and separator but with its enhanced code.
    pub lines: Vec<String>,
}

impl Reply {
    /// Whether the code is 2xx.
    pub fn is_positive(&self) -> bool {
        self.code / 100 == 2
    }

    /// Parses a reply from text with one reply line per line.
    ///
    /// # Errors
    ///
    /// [`MalformedReply`] if a line is not a reply line, or if the last line announces another one.
    pub fn parse(text: &str) -> Result<Self, MalformedReply> {
        let mut parser = ReplyParser::default();
        for line in text.lines() {
            if let Some(reply) = parser.push(line.as_bytes())? {
                return Ok(reply);
            }
        }
        Err(MalformedReply)
    }

    /// The texts of all lines joined by spaces, without enhanced codes.
    pub fn sentence(&self) -> String {
        let mut sentence = String::new();
        for line in &self.lines {
            let line = EnhancedCode::strip_prefix(line.trim());
            if !sentence.is_empty() && !line.is_empty() {
                sentence.push(' ');
            }
            sentence.push_str(line);
        }
        sentence
    }

    /// The lines as the server sent them, codes included.
    pub fn verbatim(&self) -> impl Iterator<Item = String> + '_ {
        let last = self.lines.len().saturating_sub(1);
        self.lines.iter().enumerate().map(move |(i, line)| {
            let separator = if i == last { ' ' } else { '-' };
            format!("{}{separator}{line}", self.code).trim_end().to_owned()
        })
    }
}

impl fmt::Display for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, line) in self.verbatim().enumerate() {
            if i > 0 {
                f.write_str("\n")?;
            }
            f.write_str(&line)?;
        }
        Ok(())
    }
}

/// An enhanced status code such as `5.7.8` (RFC 3463 §2).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct EnhancedCode {
    /// 2, 4 or 5.
    pub class: u8,
    /// The subject, 0 to 999.
    pub subject: u16,
    /// The detail, 0 to 999.
    pub detail: u16,
}

impl EnhancedCode {
    /// Parses the code at the beginning of a text.
    pub fn parse_prefix(text: &str) -> Option<Self> {
        Self::split(text).map(|(code, _)| code)
    }

    /// The text without the code at its beginning, if there is one.
    pub fn strip_prefix(text: &str) -> &str {
        Self::split(text).map_or(text, |(_, rest)| rest.trim_start())
    }

    fn split(text: &str) -> Option<(Self, &str)> {
        let end = text.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(text.len());
        let mut parts = text[..end].splitn(3, '.');
        let mut number = |longest: usize| {
            let part = parts.next()?;
            if part.is_empty() || part.len() > longest { None } else { part.parse::<u16>().ok() }
        };
        let (class, subject, detail) = (number(1)?, number(3)?, number(3)?);
        let class = u8::try_from(class).ok().filter(|it| matches!(it, 2 | 4 | 5))?;
        Some((Self { class, subject, detail }, &text[end..]))
    }
}

impl fmt::Display for EnhancedCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.class, self.subject, self.detail)
    }
}

impl Serialize for EnhancedCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for EnhancedCode {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "EnhancedCode".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "string", "pattern": r"^[245]\.[0-9]{1,3}\.[0-9]{1,3}$"})
    }
}

impl<'de> Deserialize<'de> for EnhancedCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        Self::parse_prefix(&text).ok_or_else(|| D::Error::custom(format!("`{text}` is not an enhanced status code")))
    }
}

/// The line is not a reply line, or does not continue the current reply.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct MalformedReply;

/// The most lines of one reply. RFC 5321 sets no limit; real EHLO replies have about 20 lines, greetings at most 12.
pub const MAX_REPLY_LINES: usize = 128;

/// Collects lines into a [`Reply`].
#[derive(Debug, Default)]
pub struct ReplyParser {
    code: Option<u16>,
    lines: Vec<String>,
}

impl ReplyParser {
    /// Adds one line, without its line ending. Returns the reply once it is complete.
    ///
    /// Bytes that are not UTF-8 become replacement characters.
    ///
    /// # Errors
    ///
    /// [`MalformedReply`] if the line has no code and separator (RFC 5321 §4.2), if its code differs from the code of the
    /// first line, or if there are more than [`MAX_REPLY_LINES`] lines.
    pub fn push(&mut self, line: &[u8]) -> Result<Option<Reply>, MalformedReply> {
        let digits = line.get(..3).filter(|it| it.iter().all(u8::is_ascii_digit)).ok_or(MalformedReply)?;
        let code = digits.iter().fold(0, |code, digit| code * 10 + u16::from(digit - b'0'));
        if !(200..600).contains(&code)
            || self.code.is_some_and(|first| first != code)
            || self.lines.len() == MAX_REPLY_LINES
        {
            return Err(MalformedReply);
        }
        self.code = Some(code);
        let more = match line.get(3) {
            None | Some(b' ') => false,
            Some(b'-') => true,
            Some(_) => return Err(MalformedReply),
        };
        self.lines.push(String::from_utf8_lossy(line.get(4..).unwrap_or_default()).trim_end().to_owned());
        if more {
            return Ok(None);
        }
        let lines = std::mem::take(&mut self.lines);
        self.code = None;
        let enhanced = lines.iter().find_map(|it| EnhancedCode::parse_prefix(it.trim_start()));
        Ok(Some(Reply { code, enhanced, lines }))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn single_line_and_multi_line_replies_are_parsed() {
        let reply = Reply::parse("535-5.7.8 Username and Password not accepted.\n535 5.7.8  see below").unwrap();
        assert_eq!((reply.code, reply.lines.len()), (535, 2));
        assert_eq!(reply.enhanced.map(|it| it.to_string()).as_deref(), Some("5.7.8"));
        assert_eq!(reply.sentence(), "Username and Password not accepted. see below");
        assert_eq!(reply.to_string(), "535-5.7.8 Username and Password not accepted.\n535 5.7.8  see below");
        assert_eq!(Reply::parse("220").unwrap().lines, [""]);
        assert_eq!(Reply::parse("250 5.1 is not a code").unwrap().enhanced, None);
    }

    #[test]
    fn other_text_is_malformed() {
        for text in [
            "",
            "22",
            "HTTP/1.1 400 Bad Request",
            "* OK IMAP",
            "199 x",
            "600 x",
            "220x",
            "220-a\n250 b",
            "220-a",
            "２２０ a",
        ] {
            assert_eq!(Reply::parse(text), Err(MalformedReply), "{text}");
        }
        assert_eq!(Reply::parse(&"220-x\n".repeat(MAX_REPLY_LINES + 1)), Err(MalformedReply));
    }

    proptest! {
        #[test]
        fn no_bytes_make_the_parser_panic(lines in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..40), 0..20)) {
            let mut parser = ReplyParser::default();
            for line in lines {
                let _ = parser.push(&line);
            }
        }

        #[test]
        fn a_printed_reply_parses_to_the_same_reply(code in 200u16..600, lines in prop::collection::vec("[!-~]([ -~]{0,30}[!-~])?", 1..10)) {
            let enhanced = lines.iter().find_map(|it| EnhancedCode::parse_prefix(it));
            let reply = Reply { code, enhanced, lines };
            prop_assert_eq!(Reply::parse(&reply.to_string()), Ok(reply));
        }
    }
}
