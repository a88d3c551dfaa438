//! The form of findings in responses.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use smtp_doctor_core::CarriesFindings;

use crate::error::ApiError;
use crate::state::AppState;

/// Adds notes from the portal profile to findings, and the text of their entries unless the query is `text=none`.
#[derive(Clone, Debug)]
pub(crate) struct Wording {
    with_text: bool,
    state: Arc<AppState>,
}

impl Wording {
    pub(crate) fn apply<T: CarriesFindings>(&self, answer: T) -> T {
        let answer = answer.map_findings(&|it| self.state.config.portal.annotate(it));
        if self.with_text { answer.described() } else { answer }
    }
}

impl FromRequestParts<Arc<AppState>> for Wording {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &Arc<AppState>) -> Result<Self, ApiError> {
        let wording = |with_text| Self { with_text, state: state.clone() };
        match parts.uri.query().unwrap_or_default() {
            "" | "text=full" => Ok(wording(true)),
            "text=none" => Ok(wording(false)),
            _ => Err(ApiError::new(
                StatusCode::BAD_REQUEST,
                "bad-query",
                "The query is not valid. Use `text=full`, `text=none` or no query.",
            )),
        }
    }
}
