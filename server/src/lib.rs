//! The HTTP face of smtp-doctor: `/api/v1` and the page.
//!
//! [`app`] makes the service, so that tests need no socket; [`run`] serves it on a listener until it is told to stop.
//! Rules and texts are `smtp-doctor-core`'s, probes are `smtp-doctor-probe`'s; here is only HTTP.

pub mod access;
mod assets;
mod client;
mod config;
mod error;
mod headers;
mod json;
pub mod limits;
mod metrics;
mod observe;
mod openapi;
mod queue;
mod routes;
mod serve;

use std::net::IpAddr;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use std::time::Duration;

use axum::Router;
use axum::http::HeaderValue;
use axum::http::Method;
use axum::http::header;
use axum::http::request::Parts;
use axum::routing::get;
use axum::routing::post;
use smtp_doctor_core::report::PortalProfile;
use smtp_doctor_probe::Context;
use tower::Layer as _;
use tower::util::Either;
use tower_http::cors::AllowOrigin;
use tower_http::cors::Cors;
use tower_http::cors::CorsLayer;

use metrics::Metrics;
use observe::RequestIds;
use queue::Bodies;
use queue::Queue;

pub use config::Config;
pub use observe::Observed;
pub use serve::Tls;
pub use serve::run;

/// The largest request body in bytes: a form with a generous list of recipients.
pub const MAX_BODY: usize = 256 * 1024;

/// Where the API is, in which every request is counted.
const API: &str = "/api/";

/// How long a client may take to send its request's body.
const BODY_TIMEOUT: Duration = Duration::from_secs(10);

/// What all requests share.
#[derive(Debug)]
pub struct AppState {
    probe: Context,
    config: Config,
    queue: Queue,
    bodies: Bodies,
    metrics: Metrics,
    request_ids: RequestIds,
    draining: AtomicBool,
}

/// The state as requests hold it: it is there for as long as the process lives, so that no request counts references.
type App = &'static AppState;

impl AppState {
    /// With these fixed choices of the operator.
    pub fn new(probe: Context, config: Config) -> Self {
        let probes_from = probe.egress.iter().map(|it| it.name.clone()).collect();
        let config = Config { portal: PortalProfile { probes_from, ..config.portal }, ..config };
        Self {
            probe,
            queue: Queue::new(config.places, config.line),
            config,
            bodies: Bodies::default(),
            metrics: Metrics::default(),
            request_ids: RequestIds::default(),
            draining: AtomicBool::default(),
        }
    }

    /// From now on, nobody new is let in.
    fn drain(&self) {
        self.draining.store(true, Ordering::Relaxed);
        self.queue.close();
    }

    fn is_draining(&self) -> bool {
        self.draining.load(Ordering::Relaxed)
    }
}

/// The whole service. Only where pages of other origins may ask, answers speak of origins.
pub type Application = Either<Cors<Observed>, Observed>;

/// The whole service. Its state is kept for as long as the process lives.
pub fn app(state: AppState) -> Application {
    application(for_ever(state))
}

/// The service as who connects from `peer` sees it; without this, as its own machine does.
pub fn seen_from(peer: IpAddr, mut application: Application) -> Application {
    match &mut application {
        Either::Left(cors) => cors.get_mut(),
        Either::Right(observed) => observed,
    }
    .peer = peer;
    application
}

fn for_ever(state: AppState) -> App {
    Box::leak(Box::new(state))
}

fn application(state: App) -> Application {
    let observed = Observed::new(state, router(state));
    if state.config.access.origins.is_empty() {
        Either::Right(observed)
    } else {
        Either::Left(cors(state).layer(observed))
    }
}

/// Which other origins' pages may read answers of the API.
fn cors(state: &AppState) -> CorsLayer {
    let origins: Vec<HeaderValue> = state.config.access.origins.iter().filter_map(|it| it.parse().ok()).collect();
    let may_ask =
        move |origin: &HeaderValue, request: &Parts| request.uri.path().starts_with(API) && origins.contains(origin);
    CorsLayer::new()
        .allow_origin(AllowOrigin::predicate(may_ask))
        .allow_methods([Method::GET, Method::POST])
        .allow_headers([header::ACCEPT, header::AUTHORIZATION, header::CONTENT_TYPE])
}

fn router(state: App) -> Router {
    Router::new()
        .route("/api/v1/check", post(routes::check::post))
        .route("/api/v1/discover", post(routes::discover::post))
        .route("/api/v1/probes", post(routes::probes::post))
        .route("/api/v1/explain", post(routes::explain::post))
        .route("/api/v1/messages/check", post(routes::messages::check))
        .route("/api/v1/findings", get(routes::findings::list))
        .route("/api/v1/findings/{slug}", get(routes::findings::one))
        .route("/api/v1/profile", get(routes::profile::get))
        .route("/api/v1/providers", get(routes::providers::list))
        .route("/api/v1/openapi.json", get(routes::docs::document))
        .route("/healthz", get(routes::health::healthz))
        .route("/readyz", get(routes::health::readyz))
        .route("/metrics", get(routes::health::metrics))
        .route("/docs", get(routes::docs::page))
        .route("/docs.css", get(routes::docs::style))
        .route("/embed", get(assets::embed))
        .fallback(assets::serve)
        .method_not_allowed_fallback(error::method_not_allowed)
        .with_state(state)
}
