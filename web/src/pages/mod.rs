//! The other sections of the page, each with a URL fragment of its own.

pub(crate) mod explain;
pub(crate) mod message;
pub(crate) mod problems;
