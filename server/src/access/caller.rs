//! The authenticated caller, and the error for a missing or invalid token.

use axum::http::StatusCode;

use crate::error::ApiError;

/// The caller, as identified by its token.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Caller {
    /// Not identified. Limits count by address.
    Anonymous,
    /// Identified by name.
    Named(String),
}

pub(super) fn token_needed(detail: &str) -> ApiError {
    ApiError::new(StatusCode::UNAUTHORIZED, "token-needed", detail)
}
