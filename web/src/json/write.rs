//! Writes requests as JSON: objects of strings, booleans, unit enum variants and other objects.

use serde::Serialize;
use serde::Serializer;
use serde::ser::Impossible;
use serde::ser::SerializeStruct;

use super::error::JsonError;

/// Serializes a value; empty if it contains a type that no request has.
pub(crate) fn to_string(value: &impl Serialize) -> String {
    let mut out = String::new();
    match value.serialize(Writer(&mut out)) {
        Ok(()) => out,
        Err(JsonError) => String::new(),
    }
}

struct Writer<'a>(&'a mut String);

type Unsupported = Impossible<(), JsonError>;

/// Types that no request contains.
macro_rules! unsupported {
    ($($name:ident($($argument:ty),*) $(: $more:ident)?;)*) => {
        $(fn $name$(<$more: ?Sized + Serialize>)?(self, $(_: $argument),*) -> Result<(), JsonError> {
            Err(JsonError)
        })*
    };
}

impl<'a> Serializer for Writer<'a> {
    type Ok = ();
    type Error = JsonError;
    type SerializeSeq = Unsupported;
    type SerializeTuple = Unsupported;
    type SerializeTupleStruct = Unsupported;
    type SerializeTupleVariant = Unsupported;
    type SerializeMap = Unsupported;
    type SerializeStruct = Fields<'a>;
    type SerializeStructVariant = Unsupported;

    fn serialize_bool(self, value: bool) -> Result<(), JsonError> {
        self.0.push_str(if value { "true" } else { "false" });
        Ok(())
    }

    fn serialize_str(self, value: &str) -> Result<(), JsonError> {
        quoted(self.0, value);
        Ok(())
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, name: &'static str) -> Result<(), JsonError> {
        quoted(self.0, name);
        Ok(())
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Fields<'a>, JsonError> {
        self.0.push('{');
        Ok(Fields { out: self.0, first: true })
    }

    fn serialize_newtype_struct<T: ?Sized + Serialize>(self, _: &'static str, value: &T) -> Result<(), JsonError> {
        value.serialize(self)
    }

    unsupported! {
        serialize_i8(i8); serialize_i16(i16); serialize_i32(i32); serialize_i64(i64);
        serialize_u8(u8); serialize_u16(u16); serialize_u32(u32); serialize_u64(u64);
        serialize_f32(f32); serialize_f64(f64); serialize_char(char); serialize_bytes(&[u8]);
        serialize_none(); serialize_unit(); serialize_unit_struct(&'static str);
        serialize_some(&T): T;
        serialize_newtype_variant(&'static str, u32, &'static str, &T): T;
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Unsupported, JsonError> {
        Err(JsonError)
    }

    fn serialize_tuple(self, _: usize) -> Result<Unsupported, JsonError> {
        Err(JsonError)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Unsupported, JsonError> {
        Err(JsonError)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Unsupported, JsonError> {
        Err(JsonError)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Unsupported, JsonError> {
        Err(JsonError)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Unsupported, JsonError> {
        Err(JsonError)
    }
}

/// The fields of an object.
struct Fields<'a> {
    out: &'a mut String,
    first: bool,
}

impl SerializeStruct for Fields<'_> {
    type Ok = ();
    type Error = JsonError;

    fn serialize_field<T: ?Sized + Serialize>(&mut self, name: &'static str, value: &T) -> Result<(), JsonError> {
        if !std::mem::take(&mut self.first) {
            self.out.push(',');
        }
        quoted(self.out, name);
        self.out.push(':');
        value.serialize(Writer(self.out))
    }

    fn end(self) -> Result<(), JsonError> {
        self.out.push('}');
        Ok(())
    }
}

/// A quoted string (RFC 8259 §7).
fn quoted(out: &mut String, value: &str) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    out.push('"');
    for c in value.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\0'..='\u{1f}' => {
                let code = c as usize;
                out.push_str("\\u00");
                out.extend([DIGITS[code >> 4], DIGITS[code & 15]].map(char::from));
            }
            _ => out.push(c),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use serde_json::Value;
    use smtp_doctor_core::model::Security;
    use smtp_doctor_core::settings::AuthForm;
    use smtp_doctor_core::settings::SettingsForm;

    use super::*;

    #[test]
    fn a_form_is_written_as_serde_json_writes_it() {
        for auth in [
            AuthForm::None,
            AuthForm::Password { username: "a\"b\\c".into(), password: "\u{1}\n\u{1f}\u{7f}é😀".to_owned().into() },
        ] {
            let form =
                SettingsForm { server: "x\0y".into(), security: Security::Starttls, auth, ..SettingsForm::default() };
            let ours: Value = serde_json::from_str(&to_string(&form.with_secrets())).unwrap();
            assert_eq!(ours, serde_json::to_value(form.with_secrets()).unwrap());
        }
    }

    #[test]
    fn types_that_no_request_has_are_not_written() {
        assert_eq!(to_string(&1.5), "");
        assert_eq!(to_string(&vec!["a"]), "");
    }
}
