//! One file per resource.

pub(crate) mod check;
pub(crate) mod explain;
pub(crate) mod findings;
pub(crate) mod health;
pub(crate) mod messages;
pub(crate) mod probes;
pub(crate) mod providers;

use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;

use crate::error::ApiError;

/// Whether answers carry the entries' texts: yes, unless the address ends in `?text=none`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WithText(pub(crate) bool);

impl<S: Send + Sync> FromRequestParts<S> for WithText {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, ApiError> {
        match parts.uri.query().unwrap_or_default() {
            "" | "text=full" => Ok(Self(true)),
            "text=none" => Ok(Self(false)),
            _ => Err(ApiError::new(
                StatusCode::BAD_REQUEST,
                "bad-query",
                "The only query is `text=full` or `text=none`.",
            )),
        }
    }
}
