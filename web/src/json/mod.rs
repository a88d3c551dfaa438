//! JSON, and small: what the page and its server say to each other, and nothing else.
//!
//! `serde-wasm-bindgen` over the browser's own `JSON` would make the page 13 KB larger (brotli, of 157), `serde_json`
//! 22 KB. Tests hold this one to the results of `serde_json`.

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
