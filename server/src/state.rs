//! What all requests share.

use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;

use smtp_doctor_core::report::PortalProfile;
use smtp_doctor_probe::Context;

use crate::config::Config;
use crate::error::ApiError;
use crate::limits::OverLimit;
use crate::metrics::Metrics;
use crate::queue::Bodies;
use crate::queue::Queue;
use crate::request_id::RequestIds;

/// What all requests share.
#[derive(Debug)]
pub struct AppState {
    pub(crate) probe: Context,
    pub(crate) config: Config,
    pub(crate) queue: Queue,
    pub(crate) bodies: Bodies,
    pub(crate) metrics: Metrics,
    pub(crate) request_ids: RequestIds,
    pub(crate) draining: AtomicBool,
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
    pub(crate) fn drain(&self) {
        self.draining.store(true, Ordering::Relaxed);
        self.queue.close();
    }

    pub(crate) fn is_draining(&self) -> bool {
        self.draining.load(Ordering::Relaxed)
    }

    /// A limit's verdict, which operators see in the metrics.
    pub(crate) fn within(&self, verdict: Result<(), OverLimit>) -> Result<(), ApiError> {
        verdict.map_err(|over| {
            self.metrics.over(over.limit);
            over.into()
        })
    }
}
