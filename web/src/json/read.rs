//! Reads the JSON that the smtp-doctor service and the page's own modules send.

use serde::Deserializer;
use serde::de::DeserializeOwned;
use serde::de::DeserializeSeed;
use serde::de::MapAccess;
use serde::de::SeqAccess;
use serde::de::Visitor;
use serde::de::value::StrDeserializer;
use serde::forward_to_deserialize_any;

use super::error::JsonError;

/// Deserializes a complete text.
pub(crate) fn from_str<T: DeserializeOwned>(text: &str) -> Result<T, JsonError> {
    let mut reader = Reader { text, at: 0, depth: 0 };
    let value = T::deserialize(&mut reader)?;
    if reader.peek().is_none() { Ok(value) } else { Err(JsonError) }
}

/// Deeper nesting is rejected, because it could exhaust the stack.
const MAX_DEPTH: u8 = 64;

struct Reader<'de> {
    text: &'de str,
    at: usize,
    depth: u8,
}

impl Reader<'_> {
    /// Skips white space; the next byte, not consumed.
    fn peek(&mut self) -> Option<u8> {
        let rest = &self.text.as_bytes()[self.at..];
        self.at += rest.iter().position(|it| !matches!(it, b' ' | b'\n' | b'\r' | b'\t')).unwrap_or(rest.len());
        self.text.as_bytes().get(self.at).copied()
    }

    /// Consumes `wanted` if it is next.
    fn take(&mut self, wanted: u8) -> bool {
        let next = self.peek() == Some(wanted);
        self.at += usize::from(next);
        next
    }

    fn expect(&mut self, wanted: u8) -> Result<(), JsonError> {
        if self.take(wanted) { Ok(()) } else { Err(JsonError) }
    }

    /// Consumes a literal such as `null` if it is next.
    fn take_literal(&mut self, word: &str) -> bool {
        self.peek();
        let next = self.text[self.at..].starts_with(word);
        self.at += if next { word.len() } else { 0 };
        next
    }

    fn string(&mut self) -> Result<String, JsonError> {
        self.expect(b'"')?;
        let mut out = String::new();
        loop {
            let rest = &self.text[self.at..];
            let plain = rest.find(['"', '\\']).ok_or(JsonError)?;
            out.push_str(&rest[..plain]);
            self.at += plain + 1;
            if rest.as_bytes()[plain] == b'"' {
                return Ok(out);
            }
            let escape = *self.text.as_bytes().get(self.at).ok_or(JsonError)?;
            self.at += 1;
            out.push(match escape {
                b'"' | b'\\' | b'/' => char::from(escape),
                b'n' => '\n',
                b'r' => '\r',
                b't' => '\t',
                b'b' => '\u{8}',
                b'f' => '\u{c}',
                b'u' => self.escaped()?,
                _ => return Err(JsonError),
            });
        }
    }

    /// The character of a `\u` escape, or of the two escapes of a surrogate pair.
    fn escaped(&mut self) -> Result<char, JsonError> {
        let first = self.four_digits()?;
        if !(0xd800..0xdc00).contains(&first) {
            return char::from_u32(first).ok_or(JsonError);
        }
        if !self.text[self.at..].starts_with("\\u") {
            return Err(JsonError);
        }
        self.at += 2;
        let second = self.four_digits()?;
        let low = second.checked_sub(0xdc00).filter(|it| *it < 0x400).ok_or(JsonError)?;
        char::from_u32(0x1_0000 + ((first - 0xd800) << 10) + low).ok_or(JsonError)
    }

    fn four_digits(&mut self) -> Result<u32, JsonError> {
        let digits = self.text.get(self.at..self.at + 4).ok_or(JsonError)?;
        self.at += 4;
        u32::from_str_radix(digits, 16).map_err(|_| JsonError)
    }

    /// A number as its digits without the decimal point, and the count of decimals. Times, ports and offsets need no
    /// exponents and fit into an `i64`.
    fn number(&mut self) -> Result<(i64, u32), JsonError> {
        let negative = self.take(b'-');
        let (mut value, mut digits, mut behind, mut point) = (0_i64, 0, 0, false);
        while let Some(byte) = self.text.as_bytes().get(self.at) {
            match byte {
                b'0'..=b'9' => {
                    value =
                        value.checked_mul(10).and_then(|it| it.checked_add(i64::from(byte - b'0'))).ok_or(JsonError)?;
                    digits += 1;
                    behind += u32::from(point);
                }
                b'.' if !point => point = true,
                _ => break,
            }
            self.at += 1;
        }
        if digits == 0 { Err(JsonError) } else { Ok((if negative { -value } else { value }, behind)) }
    }

    fn integer(&mut self) -> Result<i64, JsonError> {
        match self.number()? {
            (value, 0) => Ok(value),
            _ => Err(JsonError),
        }
    }

    /// Skips a value.
    fn skip(&mut self) -> Result<(), JsonError> {
        match self.peek().ok_or(JsonError)? {
            b'"' => self.string().map(|_| ()),
            open @ (b'{' | b'[') => {
                let close = open + 2;
                self.enter(open)?;
                let mut first = true;
                while self.has_next(close, &mut first)? {
                    if open == b'{' {
                        self.string()?;
                        self.expect(b':')?;
                    }
                    self.skip()?;
                }
                Ok(())
            }
            _ if ["true", "false", "null"].iter().any(|it| self.take_literal(it)) => Ok(()),
            _ => self.number().map(|_| ()),
        }
    }

    fn enter(&mut self, open: u8) -> Result<(), JsonError> {
        self.expect(open)?;
        self.depth += 1;
        if self.depth > MAX_DEPTH { Err(JsonError) } else { Ok(()) }
    }

    /// Whether a list or an object has another item. Consumes the comma before it, or the closing bracket.
    fn has_next(&mut self, close: u8, first: &mut bool) -> Result<bool, JsonError> {
        if self.take(close) {
            self.depth -= 1;
            return Ok(false);
        }
        if !std::mem::take(first) {
            self.expect(b',')?;
        }
        Ok(true)
    }
}

impl<'de> Deserializer<'de> for &mut Reader<'de> {
    type Error = JsonError;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, JsonError> {
        // Every type that the page reads names its fields' types.
        Err(JsonError)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
        let is = self.take_literal("true");
        if is || self.take_literal("false") { visitor.visit_bool(is) } else { Err(JsonError) }
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
        visitor.visit_i64(self.integer()?)
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
        visitor.visit_u64(u64::try_from(self.integer()?).map_err(|_| JsonError)?)
    }

    fn deserialize_u16<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
        visitor.visit_u16(u16::try_from(self.integer()?).map_err(|_| JsonError)?)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
        let (value, behind) = self.number()?;
        visitor.visit_f64(value as f64 / 10_f64.powi(behind as i32))
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
        visitor.visit_string(self.string()?)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
        visitor.visit_string(self.string()?)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
        visitor.visit_str(&self.string()?)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
        if self.take_literal("null") { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, JsonError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
        self.enter(b'[')?;
        visitor.visit_seq(Items { reader: self, first: true })
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
        self.enter(b'{')?;
        visitor.visit_map(Items { reader: self, first: true })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, JsonError> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, JsonError> {
        let name = self.string()?;
        visitor.visit_enum(StrDeserializer::new(&name))
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
        self.skip()?;
        visitor.visit_unit()
    }

    forward_to_deserialize_any! { i8 i16 i32 u8 u32 f32 char bytes byte_buf unit unit_struct tuple tuple_struct }
}

/// The values of a list, or the names and values of an object.
struct Items<'a, 'de> {
    reader: &'a mut Reader<'de>,
    first: bool,
}

impl<'de> SeqAccess<'de> for Items<'_, 'de> {
    type Error = JsonError;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, JsonError> {
        if self.reader.has_next(b']', &mut self.first)? {
            seed.deserialize(&mut *self.reader).map(Some)
        } else {
            Ok(None)
        }
    }
}

impl<'de> MapAccess<'de> for Items<'_, 'de> {
    type Error = JsonError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, JsonError> {
        if self.reader.has_next(b'}', &mut self.first)? {
            seed.deserialize(&mut *self.reader).map(Some)
        } else {
            Ok(None)
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, JsonError> {
        self.reader.expect(b':')?;
        seed.deserialize(&mut *self.reader)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Deserialize;
    use smtp_doctor_core::report::PortalProfile;

    use super::*;

    #[derive(Debug, Deserialize, PartialEq)]
    struct Everything {
        text: String,
        number: f64,
        port: u16,
        count: u64,
        days: i64,
        yes: bool,
        none: Option<String>,
        some: Option<u16>,
        list: Vec<Kind>,
        map: BTreeMap<Kind, Vec<String>>,
        #[serde(default)]
        left_out: u16,
    }

    #[derive(Debug, Deserialize, Eq, Ord, PartialEq, PartialOrd)]
    #[serde(rename_all = "snake_case")]
    enum Kind {
        FirstOne,
        Other,
    }

    const TEXT: &str = r#" { "text" : "a\"\\\/\n\u00e9\ud83d\ude00 é", "number":-12.345,"port":65535,"count":7,
        "days":-3,"yes":true,"none":null,"some":1,"list":["first_one" , "other"],
        "map":{"other":[],"first_one":["x","y"]}, "unknown":[{"a":[1.5,"]}",null,false]},{}], "more": {} } "#;

    #[test]
    fn values_are_read_as_serde_json_reads_them() {
        assert_eq!(from_str::<Everything>(TEXT).unwrap(), serde_json::from_str(TEXT).unwrap());
        let profile = r#"{"name":"P","egress":[{"name":"a","address":"192.0.2.1"}],"screens":{"from":["x"]}}"#;
        assert_eq!(from_str::<PortalProfile>(profile).unwrap(), serde_json::from_str(profile).unwrap());
    }

    #[test]
    fn truncated_and_malformed_texts_are_errors_not_panics() {
        for end in (0..TEXT.trim_end().len()).filter(|it| TEXT.is_char_boundary(*it)) {
            assert!(from_str::<Everything>(&TEXT[..end]).is_err(), "{}", &TEXT[..end]);
        }
        let deep = "[".repeat(100_000);
        for bad in ["", "[]", "{}x", "{\"text\":1}", "{\"port\":70000}", "{\"a\"}", "{,}", "nul", deep.as_str()] {
            assert!(from_str::<Everything>(bad).is_err(), "{bad:.20}");
        }
        for bad in ["\"\\u12", "\"\\ud800\"", "\"\\x\"", "\"a", "1"] {
            assert!(from_str::<String>(bad).is_err(), "{bad}");
        }
        assert!(from_str::<u64>("99999999999999999999").is_err() && from_str::<u64>("-1").is_err());
        assert!(from_str::<u64>("1.5").is_err() && from_str::<u64>("-").is_err());
        assert_eq!(from_str::<u64>(" 7 ").unwrap(), 7);
    }
}
