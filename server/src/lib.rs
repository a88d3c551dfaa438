//! The HTTP face of smtp-doctor: `/api/v1` and the page.
//!
//! [`app`] makes the router, so that tests need no socket; [`run`] serves it on a listener until it is told to stop.
//! Rules and texts are `smtp-doctor-core`'s, probes are `smtp-doctor-probe`'s; here is only HTTP.

mod assets;
mod error;
mod headers;
mod json;
mod routes;

use std::future::Future;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::http::StatusCode;
use axum::routing::get;
use axum::routing::post;
use smtp_doctor_probe::Context;
use tokio::net::TcpListener;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::TraceLayer;

/// The largest request body in bytes: a form with a generous list of recipients.
pub const MAX_BODY: usize = 256 * 1024;

/// The longest time for a request that is not a probe.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(10);

/// What all requests share.
#[derive(Clone, Debug)]
pub struct AppState {
    /// What the operator fixed for all probes.
    pub probe: Arc<Context>,
}

/// The whole service as a router.
pub fn app(state: AppState) -> Router {
    let quick = Router::new()
        .route("/api/v1/check", post(routes::check::post))
        .route("/api/v1/findings", get(routes::findings::list))
        .route("/api/v1/findings/{slug}", get(routes::findings::one))
        .route("/api/v1/providers", get(routes::providers::list))
        .route("/healthz", get(routes::health::healthz))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, REQUEST_TIMEOUT));
    Router::new()
        .merge(quick)
        // A probe keeps its own deadlines, stage by stage.
        .route("/api/v1/probes", post(routes::probes::post))
        .fallback(assets::serve)
        .method_not_allowed_fallback(error::method_not_allowed)
        .layer(RequestBodyLimitLayer::new(MAX_BODY))
        .layer(CatchPanicLayer::custom(error::panicked))
        .layer(TraceLayer::new_for_http())
        .layer(axum::middleware::map_response(headers::secure))
        .with_state(state)
}

/// Serves the application until `shutdown` is done; requests that have begun are finished.
///
/// # Errors
///
/// If the listener fails.
pub async fn run(
    listener: TcpListener,
    state: AppState,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    axum::serve(listener, app(state)).with_graceful_shutdown(shutdown).await
}
