//! Paths that several parts of the service must agree on.

/// The API, in which every request is counted.
pub(crate) const API: &str = "/api/";
