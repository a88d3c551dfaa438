//! The error of reading and writing JSON.

use std::fmt;

/// The text is not JSON of the expected type, or the value has no JSON form here.
#[derive(Debug)]
pub(crate) struct JsonError;

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("invalid JSON")
    }
}

impl std::error::Error for JsonError {}

impl serde::de::Error for JsonError {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

impl serde::ser::Error for JsonError {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}
