//! Replies (RFC 5321 §4.2) and enhanced status codes (RFC 3463).

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::Deserializer;
use serde::Serialize;
use serde::Serializer;
use serde::de::Error as _;

/// A complete reply: all its lines, one code.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Reply {
    /// The three-digit code, 200 to 599.
    pub code: u16,
    /// The enhanced status code of the first line that has one.
    pub enhanced: Option<EnhancedCode>,
    /// The text of each line, without code and separator, enhanced codes left in.
    pub lines: Vec<String>,
}

impl Reply {
    /// 2xx: done.
    pub fn is_positive(&self) -> bool {
        self.code / 100 == 2
    }

    /// Reads a reply from text, its lines separated by line feeds.
    ///
    /// # Errors
    ///
    /// [`Malformed`] if a line is no reply line, or the last one announces another.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        let mut parser = ReplyParser::default();
        for line in text.lines() {
            if let Some(reply) = parser.push(line.as_bytes())? {
                return Ok(reply);
            }
        }
        Err(Malformed)
    }

    /// The texts of all lines, joined by spaces, enhanced codes taken out: the sentence that the server said.
    pub fn sentence(&self) -> String {
        let mut sentence = String::new();
        for line in &self.lines {
            let line = EnhancedCode::strip(line.trim());
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
    /// Reads the code at the beginning of a line of text.
    pub fn at_start_of(text: &str) -> Option<Self> {
        Self::split(text).map(|(code, _)| code)
    }

    /// The text without the code at its beginning.
    pub fn strip(text: &str) -> &str {
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
        Self::at_start_of(&text).ok_or_else(|| D::Error::custom(format!("`{text}` is no enhanced status code")))
    }
}

/// A line that is no reply line, or does not belong to the reply begun.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Malformed;

/// Lines of one reply at most. RFC 5321 sets no limit; real EHLO replies have about 20, greetings at most a dozen.
pub const MAX_LINES: usize = 128;

/// Collects lines into a [`Reply`].
#[derive(Debug, Default)]
pub struct ReplyParser {
    code: Option<u16>,
    lines: Vec<String>,
}

impl ReplyParser {
    /// Takes one line without its line end; yields the reply once it is complete.
    ///
    /// Text that is not UTF-8 is kept with replacement characters.
    ///
    /// # Errors
    ///
    /// [`Malformed`] if the line has no code and separator (RFC 5321 §4.2), if its code differs from that of the
    /// first line, or if there are more than [`MAX_LINES`] lines.
    pub fn push(&mut self, line: &[u8]) -> Result<Option<Reply>, Malformed> {
        let digits = line.get(..3).filter(|it| it.iter().all(u8::is_ascii_digit)).ok_or(Malformed)?;
        let code = digits.iter().fold(0, |code, digit| code * 10 + u16::from(digit - b'0'));
        if !(200..600).contains(&code) || self.code.is_some_and(|first| first != code) || self.lines.len() == MAX_LINES
        {
            return Err(Malformed);
        }
        self.code = Some(code);
        let more = match line.get(3) {
            None | Some(b' ') => false,
            Some(b'-') => true,
            Some(_) => return Err(Malformed),
        };
        self.lines.push(String::from_utf8_lossy(line.get(4..).unwrap_or_default()).trim_end().to_owned());
        if more {
            return Ok(None);
        }
        let lines = std::mem::take(&mut self.lines);
        self.code = None;
        let enhanced = lines.iter().find_map(|it| EnhancedCode::at_start_of(it.trim_start()));
        Ok(Some(Reply { code, enhanced, lines }))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn replies_of_one_and_of_many_lines_are_read() {
        let reply = Reply::parse("535-5.7.8 Username and Password not accepted.\n535 5.7.8  see below").unwrap();
        assert_eq!((reply.code, reply.lines.len()), (535, 2));
        assert_eq!(reply.enhanced.map(|it| it.to_string()).as_deref(), Some("5.7.8"));
        assert_eq!(reply.sentence(), "Username and Password not accepted. see below");
        assert_eq!(reply.to_string(), "535-5.7.8 Username and Password not accepted.\n535 5.7.8  see below");
        assert_eq!(Reply::parse("220").unwrap().lines, [""]);
        assert_eq!(Reply::parse("250 5.1 is no code").unwrap().enhanced, None);
    }

    #[test]
    fn what_is_no_reply_is_refused() {
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
            assert_eq!(Reply::parse(text), Err(Malformed), "{text}");
        }
        assert_eq!(Reply::parse(&"220-x\n".repeat(MAX_LINES + 1)), Err(Malformed));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_panic(lines in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..40), 0..20)) {
            let mut parser = ReplyParser::default();
            for line in lines {
                let _ = parser.push(&line);
            }
        }

        #[test]
        fn a_reply_that_was_written_is_read_back(code in 200u16..600, lines in prop::collection::vec("[!-~]([ -~]{0,30}[!-~])?", 1..10)) {
            let enhanced = lines.iter().find_map(|it| EnhancedCode::at_start_of(it));
            let reply = Reply { code, enhanced, lines };
            prop_assert_eq!(Reply::parse(&reply.to_string()), Ok(reply));
        }
    }
}
