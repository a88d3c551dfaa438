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
use axum::middleware::from_fn_with_state;
use axum::middleware::map_response;
use axum::routing::get;
use tower_http::limit::RequestBodyLimitLayer;

use crate::admission;
use crate::assets;
use crate::error;
use crate::openapi;
use crate::state::AppState;

/// The usual limit for request bodies in bytes: enough for a form with many recipients.
const MAX_BODY: usize = 256 * 1024;

/// Every route of the service.
pub(crate) fn all(state: &Arc<AppState>) -> Router<Arc<AppState>> {
    let (api, documents) = openapi::build(api);
    api.route("/metrics", get(health::metrics))
        .route("/docs", get(docs::page))
        .route("/docs.css", get(docs::style))
        .route("/embed", get(assets::embed))
        .fallback(assets::serve)
        .method_not_allowed_fallback(error::method_not_allowed)
        .layer(Extension(Arc::new(documents)))
        .layer(map_response(error::layer_errors_as_problems))
        .layer(from_fn_with_state(state.clone(), admission::admit))
}

/// The routes of the OpenAPI document.
fn api() -> ApiRouter<Arc<AppState>> {
    ApiRouter::new()
        .api_route("/api/v1/check", with_body_limit(MAX_BODY, post_with(check::post, check::docs)))
        .api_route("/api/v1/discover", with_body_limit(MAX_BODY, post_with(discover::post, discover::docs)))
        .api_route("/api/v1/explain", with_body_limit(explain::MAX_BODY, post_with(explain::post, explain::docs)))
        .api_route("/api/v1/findings", get_with(findings::list, findings::list_docs))
        .api_route("/api/v1/findings/{slug}", get_with(findings::one, findings::one_docs))
        .api_route(
            "/api/v1/messages/check",
            with_body_limit(messages::MAX_BODY, post_with(messages::check, messages::docs)),
        )
        .api_route("/api/v1/openapi.json", get_with(docs::document, docs::document_docs))
        .api_route("/api/v1/probes", with_body_limit(MAX_BODY, post_with(probes::post, probes::docs)))
        .api_route("/api/v1/profile", get_with(profile::get, profile::docs))
        .api_route("/api/v1/providers", get_with(providers::list, providers::docs))
        .api_route("/healthz", get_with(health::healthz, health::healthz_docs))
        .api_route("/readyz", get_with(health::readyz, health::readyz_docs))
}

/// Limits request bodies to `max_bytes`. A larger declared length is refused before the body is read.
fn with_body_limit(max_bytes: usize, route: ApiMethodRouter<Arc<AppState>>) -> ApiMethodRouter<Arc<AppState>> {
    // Axum's default limit is too small for some routes.
    route.layer::<_, Infallible>((DefaultBodyLimit::disable(), RequestBodyLimitLayer::new(max_bytes)))
}
