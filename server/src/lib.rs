//! The HTTP face of smtp-doctor: `/api/v1` and the page.
//!
//! [`app`] makes the service, so that tests need no socket; [`run`] serves it on a listener until it is told to stop.
//! Rules and texts come from `smtp-doctor-core`, probes from `smtp-doctor-probe`; here is only HTTP.

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

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;

use axum::Router;
use smtp_doctor_core::report::PortalProfile;
use smtp_doctor_probe::Context;

use metrics::Metrics;
use observe::RequestIds;
use queue::Bodies;
use queue::Queue;

pub use config::Config;
pub use serve::Tls;
pub use serve::run;

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

    /// From now on, new probes are refused.
    fn drain(&self) {
        self.draining.store(true, Ordering::Relaxed);
        self.queue.close();
    }

    fn is_draining(&self) -> bool {
        self.draining.load(Ordering::Relaxed)
    }
}

/// The whole service.
///
/// Requests must carry the address of their peer as an extension, [`axum::extract::ConnectInfo`] of a
/// [`std::net::SocketAddr`]: limits and access depend on it. [`run`] adds it.
pub fn app(state: Arc<AppState>) -> Router {
    observe::observed(routes::all(&state), &state).with_state(state)
}
