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

use std::convert::Infallible;
use std::sync::Arc;

use aide::axum::ApiRouter;
use aide::axum::routing::ApiMethodRouter;
use aide::axum::routing::get_with;
use aide::axum::routing::post_with;
use axum::Extension;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::middleware::from_fn_with_state;
use axum::middleware::map_response;
use axum::routing::get;
use smtp_doctor_core::CarriesFindings;
use tower_http::limit::RequestBodyLimitLayer;

use crate::AppState;
use crate::access;
use crate::assets;
use crate::error;
use crate::error::ApiError;
use crate::limits::OverLimit;
use crate::openapi;

/// Where the API is, in which every request is counted.
pub(crate) const API: &str = "/api/";

/// The largest usual request body in bytes: a form with a generous list of recipients.
const MAX_BODY: usize = 256 * 1024;

/// Every route of the service.
pub(crate) fn all(state: &Arc<AppState>) -> Router<Arc<AppState>> {
    let (api, documents) = openapi::described(api);
    api.route("/metrics", get(health::metrics))
        .route("/docs", get(docs::page))
        .route("/docs.css", get(docs::style))
        .route("/embed", get(assets::embed))
        .fallback(assets::serve)
        .method_not_allowed_fallback(error::method_not_allowed)
        .layer(Extension(Arc::new(documents)))
        .layer(map_response(error::of_layers))
        .layer(from_fn_with_state(state.clone(), access::admit))
}

/// What the API's description describes.
fn api() -> ApiRouter<Arc<AppState>> {
    ApiRouter::new()
        .api_route("/api/v1/check", at_most(MAX_BODY, post_with(check::post, check::docs)))
        .api_route("/api/v1/discover", at_most(MAX_BODY, post_with(discover::post, discover::docs)))
        .api_route("/api/v1/explain", at_most(explain::MAX_BODY, post_with(explain::post, explain::docs)))
        .api_route("/api/v1/findings", get_with(findings::list, findings::list_docs))
        .api_route("/api/v1/findings/{slug}", get_with(findings::one, findings::one_docs))
        .api_route("/api/v1/messages/check", at_most(messages::MAX_BODY, post_with(messages::check, messages::docs)))
        .api_route("/api/v1/openapi.json", get_with(docs::document, docs::document_docs))
        .api_route("/api/v1/probes", at_most(MAX_BODY, post_with(probes::post, probes::docs)))
        .api_route("/api/v1/profile", get_with(profile::get, profile::docs))
        .api_route("/api/v1/providers", get_with(providers::list, providers::docs))
        .api_route("/healthz", get_with(health::healthz, health::healthz_docs))
        .api_route("/readyz", get_with(health::readyz, health::readyz_docs))
}

/// A route whose request bodies have at most `largest` bytes. What announces more is refused before it is read.
fn at_most(largest: usize, route: ApiMethodRouter<Arc<AppState>>) -> ApiMethodRouter<Arc<AppState>> {
    // Axum's own limit is smaller than what some routes take.
    route.layer::<_, Infallible>((DefaultBodyLimit::disable(), RequestBodyLimitLayer::new(largest)))
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
