//! The HTTP face of smtp-doctor: `/api/v1` and the page.
//!
//! [`app`] makes the router, so that tests need no socket; [`run`] serves it on a listener until it is told to stop.
//! Rules and texts are `smtp-doctor-core`'s, probes are `smtp-doctor-probe`'s; here is only HTTP.

mod access;
mod assets;
mod error;
mod headers;
mod json;
mod limits;
mod routes;

use std::future::Future;
use std::future::IntoFuture as _;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::HeaderValue;
use axum::http::Method;
use axum::http::header;
use axum::routing::get;
use axum::routing::post;
use smtp_doctor_core::profile::PortalProfile;
use smtp_doctor_probe::Context;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio::sync::oneshot;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::cors::CorsLayer;
use tower_http::trace::TraceLayer;

/// The largest request body in bytes: a form with a generous list of recipients.
pub const MAX_BODY: usize = 256 * 1024;

/// How long a client may take to send its request's body.
const BODY_TIMEOUT: Duration = Duration::from_secs(10);

/// How long requests that have begun may go on after the signal to stop.
const DRAIN: Duration = Duration::from_secs(30);

/// Probes at the same time; more are asked to come again.
const MAX_PROBES: usize = 64;

pub use access::Access;

/// What all requests share.
#[derive(Clone, Debug)]
pub struct AppState {
    probe: Arc<Context>,
    portal: Arc<PortalProfile>,
    places: Arc<Semaphore>,
    access: Arc<Access>,
}

impl AppState {
    /// With these fixed choices of the operator.
    pub fn new(probe: Context, portal: PortalProfile, access: Access) -> Self {
        let probes_from = probe.egress.iter().map(|it| it.name.clone()).collect();
        let portal = PortalProfile { probes_from, ..portal };
        Self {
            probe: Arc::new(probe),
            portal: Arc::new(portal),
            places: Arc::new(Semaphore::new(MAX_PROBES)),
            access: Arc::new(access),
        }
    }
}

/// The whole service as a router.
pub fn app(state: AppState) -> Router {
    let origins: Vec<HeaderValue> = state.access.origins().iter().filter_map(|it| it.parse().ok()).collect();
    let cors = CorsLayer::new().allow_origin(origins).allow_methods([Method::GET, Method::POST]).allow_headers([
        header::ACCEPT,
        header::AUTHORIZATION,
        header::CONTENT_TYPE,
    ]);
    Router::new()
        .route("/api/v1/check", post(routes::check::post))
        .route("/api/v1/discover", post(routes::discover::post))
        .route("/api/v1/probes", post(routes::probes::post))
        .route("/api/v1/explain", post(routes::explain::post).layer(DefaultBodyLimit::max(routes::explain::MAX_BODY)))
        .route(
            "/api/v1/messages/check",
            post(routes::messages::check).layer(DefaultBodyLimit::max(routes::messages::MAX_BODY)),
        )
        .route("/api/v1/findings", get(routes::findings::list))
        .route("/api/v1/findings/{slug}", get(routes::findings::one))
        .route("/api/v1/profile", get(routes::profile::get))
        .route("/api/v1/providers", get(routes::providers::list))
        .route("/healthz", get(routes::health::healthz))
        .layer(cors)
        .route("/embed", get(assets::embed))
        .fallback(assets::serve)
        .method_not_allowed_fallback(error::method_not_allowed)
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .layer(CatchPanicLayer::custom(error::panicked))
        .layer(TraceLayer::new_for_http())
        .layer(axum::middleware::map_response(headers::secure))
        .with_state(state)
}

/// Serves the application until `shutdown` is done; requests that have begun are finished, within half a minute.
///
/// # Errors
///
/// If the listener fails.
pub async fn run(
    listener: TcpListener,
    state: AppState,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let (stopping, stopped) = oneshot::channel();
    let shutdown = async {
        shutdown.await;
        // Nobody listens if the server has failed meanwhile.
        let _ = stopping.send(());
    };
    let overdue = async {
        if stopped.await.is_err() {
            std::future::pending::<()>().await;
        }
        tokio::time::sleep(DRAIN).await;
    };
    tokio::select! {
        served = axum::serve(listener, app(state)).with_graceful_shutdown(shutdown).into_future() => served,
        () = overdue => {
            tracing::warn!("requests were cut off, because they did not end in time");
            Ok(())
        }
    }
}
