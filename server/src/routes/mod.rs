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

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::middleware::from_fn_with_state;
use axum::middleware::map_response;
use axum::routing::MethodRouter;
use axum::routing::get;
use axum::routing::post;
use smtp_doctor_core::CarriesFindings;
use tower_http::limit::RequestBodyLimitLayer;

use crate::AppState;
use crate::access;
use crate::assets;
use crate::error;
use crate::error::ApiError;
use crate::limits::OverLimit;

/// Where the API is, in which every request is counted.
pub(crate) const API: &str = "/api/";

/// The largest usual request body in bytes: a form with a generous list of recipients.
const MAX_BODY: usize = 256 * 1024;

/// Every route of the service.
pub(crate) fn all(state: &Arc<AppState>) -> Router<Arc<AppState>> {
    Router::new()
        .route("/api/v1/check", at_most(MAX_BODY, post(check::post)))
        .route("/api/v1/discover", at_most(MAX_BODY, post(discover::post)))
        .route("/api/v1/explain", at_most(explain::MAX_BODY, post(explain::post)))
        .route("/api/v1/findings", get(findings::list))
        .route("/api/v1/findings/{slug}", get(findings::one))
        .route("/api/v1/messages/check", at_most(messages::MAX_BODY, post(messages::check)))
        .route("/api/v1/openapi.json", get(docs::document))
        .route("/api/v1/probes", at_most(MAX_BODY, post(probes::post)))
        .route("/api/v1/profile", get(profile::get))
        .route("/api/v1/providers", get(providers::list))
        .route("/healthz", get(health::healthz))
        .route("/readyz", get(health::readyz))
        .route("/metrics", get(health::metrics))
        .route("/docs", get(docs::page))
        .route("/docs.css", get(docs::style))
        .route("/embed", get(assets::embed))
        .fallback(assets::serve)
        .method_not_allowed_fallback(error::method_not_allowed)
        .layer(map_response(error::of_layers))
        .layer(from_fn_with_state(state.clone(), access::admit))
}

/// A route whose request bodies have at most `largest` bytes. What announces more is refused before it is read.
fn at_most(largest: usize, route: MethodRouter<Arc<AppState>>) -> MethodRouter<Arc<AppState>> {
    // Axum's own limit is smaller than what some routes take.
    route.layer((DefaultBodyLimit::disable(), RequestBodyLimitLayer::new(largest)))
}

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
    state: Arc<AppState>,
}

impl Wording {
    pub(crate) fn of<T: CarriesFindings>(&self, answer: T) -> T {
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
                "The only query is `text=full` or `text=none`.",
            )),
        }
    }
}
