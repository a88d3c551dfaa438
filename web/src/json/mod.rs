//! JSON, and small: what the page and its server say to each other, and nothing else.
//!
//! `serde_json` does the same, but accepts every struct as an array too, says of every error where and why, and writes
//! whatever there is: a tenth of a page whose size is a feature. Tests hold this one to the same results.

mod read;
mod write;

use std::fmt;

pub(crate) use read::from_str;
pub(crate) use write::to_string;

/// The text is not JSON of this shape.
#[derive(Debug)]
pub(crate) struct Unreadable;

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("unreadable JSON")
    }
}

impl std::error::Error for Unreadable {}

impl serde::de::Error for Unreadable {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

impl serde::ser::Error for Unreadable {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}
