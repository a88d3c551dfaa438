//! Request IDs. IDs from clients are not used, because they would appear in the log.

use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering;

use axum::http::HeaderValue;

/// Generates request IDs.
#[derive(Debug)]
pub(crate) struct RequestIds {
    /// Distinguishes runs and instances of the service.
    run: u32,
    next: AtomicU64,
}

impl Default for RequestIds {
    fn default() -> Self {
        // IDs are not secret. Without random bytes, runs just share a prefix.
        Self { run: getrandom::u32().unwrap_or_default(), next: AtomicU64::new(1) }
    }
}

impl RequestIds {
    pub(crate) fn next(&self) -> Option<HeaderValue> {
        let count = self.next.fetch_add(1, Ordering::Relaxed);
        HeaderValue::try_from(format!("{}-{count}", self.run)).ok()
    }
}
