//! The ID of each request. What a client calls its request is not used: it would stand in the log.

use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering;

use axum::http::HeaderValue;

/// Gives IDs to requests.
#[derive(Debug)]
pub(crate) struct RequestIds {
    /// Tells runs of the service, and instances of it, apart.
    run: u32,
    next: AtomicU64,
}

impl Default for RequestIds {
    fn default() -> Self {
        // IDs are not secret: without random bytes, runs are only not told apart.
        Self { run: getrandom::u32().unwrap_or_default(), next: AtomicU64::new(1) }
    }
}

impl RequestIds {
    pub(crate) fn next(&self) -> Option<HeaderValue> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        HeaderValue::try_from(format!("{}-{number}", self.run)).ok()
    }
}
