//! Paths that several modules use.

/// The prefix of all API paths. Limits count every request below it.
pub(crate) const API: &str = "/api/";
