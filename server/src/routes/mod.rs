//! One file per resource.

pub(crate) mod check;
pub(crate) mod discover;
pub(crate) mod docs;
pub(crate) mod explain;
pub(crate) mod findings;
pub(crate) mod health;
pub(crate) mod messages;
pub(crate) mod probes;
pub(crate) mod profile;
pub(crate) mod providers;

use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use smtp_doctor_core::CarriesFindings;

use crate::App;
use crate::AppState;
use crate::error::ApiError;
use crate::limits::OverLimit;

impl AppState {
    /// A limit's verdict, which operators see in the metrics.
    pub(crate) fn within(&self, verdict: Result<(), OverLimit>) -> Result<(), ApiError> {
        verdict.map_err(|over| {
            self.metrics.over(over.limit);
            over.into()
        })
    }
}

/// Work that may take a while, which other requests must not wait for.
pub(crate) async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, ApiError> {
    tokio::task::spawn_blocking(work).await.map_err(|_| ApiError::internal())
}

/// How findings are answered: with what the portal's operator adds, and with the entries' texts, unless the address
/// ends in `?text=none`.
#[derive(Clone, Debug)]
pub(crate) struct Wording {
    with_text: bool,
    state: App,
}

impl Wording {
    pub(crate) fn of<T: CarriesFindings>(&self, answer: T) -> T {
        let answer = answer.map_findings(&|it| self.state.config.portal.annotate(it));
        if self.with_text { answer.described() } else { answer }
    }
}

impl FromRequestParts<App> for Wording {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, &state: &App) -> Result<Self, ApiError> {
        let wording = |with_text| Self { with_text, state };
        match parts.uri.query().unwrap_or_default() {
            "" | "text=full" => Ok(wording(true)),
            "text=none" => Ok(wording(false)),
            _ => Err(ApiError::new(
                StatusCode::BAD_REQUEST,
                "bad-query",
                "The only query is `text=full` or `text=none`.",
            )),
        }
    }
}
