//! JSON, and small: what the page and its server say to each other, and nothing else.
//!
//! `serde-wasm-bindgen` over the browser's own `JSON` would make the page 13 KB larger (brotli, of 157), `serde_json`
//! 22 KB. Tests hold this one to the results of `serde_json`.

mod read;
mod unreadable;
mod write;

pub(crate) use read::from_str;
pub(crate) use unreadable::Unreadable;
pub(crate) use write::to_string;
