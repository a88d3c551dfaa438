//! Metrics for Prometheus. Labels come from fixed lists and never contain hosts, addresses or accounts.

use std::time::Duration;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::histogram::exponential_buckets;
use prometheus_client::registry::Registry;
use serde::Serialize;
use smtp_doctor_core::report::Outcome;
use smtp_doctor_core::report::ProbeReport;

use crate::limits::Limit;

/// A label and its value.
type Label<T> = [(&'static str, T); 1];
type Labels<T> = [(&'static str, T); 2];

/// The labels of a response.
#[derive(Clone, Debug, EncodeLabelSet, Eq, Hash, PartialEq)]
struct RequestLabels {
    route: String,
    status: u16,
}

/// All metrics of the service.
#[derive(Debug)]
pub(crate) struct Metrics {
    registry: Registry,
    requests: Family<RequestLabels, Counter>,
    request_seconds: Family<Label<String>, Histogram, fn() -> Histogram>,
    probes: Family<Label<&'static str>, Counter>,
    probe_seconds: Histogram,
    stages: Family<Labels<String>, Counter>,
    stage_seconds: Family<Label<String>, Histogram, fn() -> Histogram>,
    limits: Family<Label<&'static str>, Counter>,
    running: Gauge,
    resident: Gauge,
    files: Gauge,
}

/// Buckets from one millisecond to about a minute.
fn seconds() -> Histogram {
    Histogram::new(exponential_buckets(0.001, 2.0, 17))
}

impl Default for Metrics {
    fn default() -> Self {
        let mut metrics = Self {
            registry: Registry::default(),
            requests: Family::default(),
            request_seconds: Family::new_with_constructor(seconds),
            probes: Family::default(),
            probe_seconds: seconds(),
            stages: Family::default(),
            stage_seconds: Family::new_with_constructor(seconds),
            limits: Family::default(),
            running: Gauge::default(),
            resident: Gauge::default(),
            files: Gauge::default(),
        };
        let registry = &mut metrics.registry;
        // Standard names of process metrics.
        registry.register("process_resident_memory_bytes", "Resident memory", metrics.resident.clone());
        registry.register("process_open_fds", "Open files, including connections", metrics.files.clone());
        let registry = registry.sub_registry_with_prefix("smtp_doctor");
        registry.register("requests", "Requests by route and status", metrics.requests.clone());
        registry.register("request_seconds", "Time until the response head, by route", metrics.request_seconds.clone());
        registry.register("probes", "Probes by outcome", metrics.probes.clone());
        registry.register("probe_seconds", "Duration of probes that were not cancelled", metrics.probe_seconds.clone());
        registry.register("stages", "Stages of probes by outcome", metrics.stages.clone());
        registry.register("stage_seconds", "Duration of stages that were not skipped", metrics.stage_seconds.clone());
        registry.register("limits_hit", "Requests refused by a limit", metrics.limits.clone());
        registry.register("probes_running", "Running probes", metrics.running.clone());
        metrics
    }
}

impl Metrics {
    /// Counts a response to a request for `route`.
    pub(crate) fn request(&self, route: &str, status: u16, elapsed: Duration) {
        let route = route.to_owned();
        self.request_seconds.get_or_create(&[("route", route.clone())]).observe(elapsed.as_secs_f64());
        self.requests.get_or_create(&RequestLabels { route, status }).inc();
    }

    /// Counts a request that a limit refused.
    pub(crate) fn limit_exceeded(&self, limit: Limit) {
        self.limits.get_or_create(&[("limit", limit.name())]).inc();
    }

    /// Counts a running probe until the guard is dropped.
    pub(crate) fn probe_started(&self) -> Running {
        self.running.inc();
        Running(self.running.clone())
    }

    /// Counts a finished probe and its stages.
    pub(crate) fn probe(&self, report: &ProbeReport) {
        let outcome = if report.passed { "passed" } else { "failed" };
        self.probes.get_or_create(&[("outcome", outcome)]).inc();
        self.probe_seconds.observe(report.elapsed_ms / 1_000.0);
        for it in &report.stages {
            let stage = wire(it.stage);
            self.stages.get_or_create(&[("stage", stage.clone()), ("outcome", wire(it.outcome))]).inc();
            if it.outcome != Outcome::Skipped {
                self.stage_seconds.get_or_create(&[("stage", stage)]).observe(it.elapsed_ms / 1_000.0);
            }
        }
    }

    /// Counts a probe whose client disconnected.
    pub(crate) fn probe_cancelled(&self) {
        self.probes.get_or_create(&[("outcome", "cancelled")]).inc();
    }

    /// All metrics in the text format of `OpenMetrics` 1.0.
    pub(crate) fn text(&self) -> String {
        self.resident.set(resident_bytes().unwrap_or_default());
        self.files.set(open_files().unwrap_or_default());
        let mut text = String::new();
        // Writing to a string cannot fail.
        let _ = encode(&mut text, &self.registry);
        text
    }
}

/// Resident memory (Linux only).
fn resident_bytes() -> Option<i64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let kilobytes = status.lines().find_map(|it| it.strip_prefix("VmRSS:")?.trim().strip_suffix("kB"))?;
    Some(kilobytes.trim().parse::<i64>().ok()? * 1_024)
}

/// Open file descriptors (Linux only), without the one that lists them.
fn open_files() -> Option<i64> {
    i64::try_from(std::fs::read_dir("/proc/self/fd").ok()?.count()).ok().map(|it| it - 1)
}

/// Counts a running probe until it is dropped.
#[derive(Debug)]
pub(crate) struct Running(Gauge);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.dec();
    }
}

/// A stage or an outcome as JSON spells it.
fn wire(value: impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|it| Some(it.as_str()?.to_owned())).unwrap_or_default()
}
