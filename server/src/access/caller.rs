//! Who asks, and the refusal of who has no token.

use axum::http::StatusCode;

use crate::error::ApiError;

/// Who asks, as far as a token tells.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Caller {
    /// Nobody known: counted by address.
    Anybody,
    /// Of this name.
    Named(String),
}

pub(super) fn token_needed(detail: &str) -> ApiError {
    ApiError::new(StatusCode::UNAUTHORIZED, "token-needed", detail)
}
