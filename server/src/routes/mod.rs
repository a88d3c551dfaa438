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
        .layer(from_fn_with_state(state.clone(), admission::admit))
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
