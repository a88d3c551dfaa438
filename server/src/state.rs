//! State shared by all requests.

use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;

use smtp_doctor_core::report::PortalProfile;
use smtp_doctor_probe::Context;

use crate::config::Config;
use crate::error::ApiError;
use crate::limits::LimitExceeded;
use crate::metrics::Metrics;
use crate::queue::BodyMemory;
use crate::queue::Queue;
use crate::request_id::RequestIds;

/// State shared by all requests.
#[derive(Debug)]
pub struct AppState {
    pub(crate) probe: Context,
    pub(crate) config: Config,
    pub(crate) queue: Queue,
    pub(crate) body_memory: BodyMemory,
    pub(crate) metrics: Metrics,
    pub(crate) request_ids: RequestIds,
    pub(crate) draining: AtomicBool,
}

impl AppState {
    /// State for the given probe context and settings.
    pub fn new(probe: Context, config: Config) -> Self {
        let probes_from = probe.egress.iter().map(|it| it.name.clone()).collect();
        let config = Config { portal: PortalProfile { probes_from, ..config.portal }, ..config };
        Self {
            probe,
            queue: Queue::new(config.probe_slots, config.queue_length),
            config,
            body_memory: BodyMemory::default(),
            metrics: Metrics::default(),
            request_ids: RequestIds::default(),
            draining: AtomicBool::default(),
        }
    }

    /// Refuses new probes from now on.
    pub(crate) fn drain(&self) {
        self.draining.store(true, Ordering::Relaxed);
        self.queue.close();
    }

    pub(crate) fn is_draining(&self) -> bool {
        self.draining.load(Ordering::Relaxed)
    }

    /// Turns an exceeded limit into an error and counts it in the metrics.
    pub(crate) fn check_limit(&self, counted: Result<(), LimitExceeded>) -> Result<(), ApiError> {
        counted.map_err(|exceeded| {
            self.metrics.limit_exceeded(exceeded.limit);
            exceeded.into()
        })
    }
}
