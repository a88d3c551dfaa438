//! A rate limiter by key: in this process, or in a Redis that several instances share.

use std::fmt::Display;
use std::num::NonZeroU32;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering;
use std::time::Duration;
use std::time::Instant;

use governor::DefaultKeyedRateLimiter;
use governor::Quota;
use governor::RateLimiter;
use governor::clock::Clock as _;
use governor::clock::DefaultClock;
use sha2::Digest as _;
use sha2::Sha256;

use crate::limits::shared::SharedCounter;

/// How often idle keys are removed.
const SWEEP_INTERVAL: Duration = Duration::from_secs(10);

/// Up to this many keys, idle ones are not removed.
const SWEEP_THRESHOLD: usize = 1_000;

/// At most `count` per key and `window`. A key that was idle for a whole window may use all of them at once (GCRA).
pub(super) struct Counter {
    name: &'static str,
    count: NonZeroU32,
    window: Duration,
    local: DefaultKeyedRateLimiter<Key>,
    shared: Option<SharedCounter>,
    started: Instant,
    last_sweep: AtomicU64,
}

/// A hashed key: constant size, and neither memory nor Redis lists accounts.
type Key = [u8; 16];

impl Counter {
    pub(super) fn new(name: &'static str, count: NonZeroU32, window: Duration, shared: Option<SharedCounter>) -> Self {
        // The period is never zero: windows have more nanoseconds than counts.
        let quota = Quota::with_period(window / count.get()).unwrap_or(Quota::per_minute(count)).allow_burst(count);
        Self {
            name,
            count,
            window,
            local: RateLimiter::keyed(quota),
            shared,
            started: Instant::now(),
            last_sweep: AtomicU64::new(0),
        }
    }

    /// Counts one event of `key`. The error is the time to wait.
    pub(super) async fn count(&self, key: impl Display) -> Result<(), Duration> {
        let digest = Sha256::digest(format!("{} {key}", self.name).as_bytes());
        let mut hashed = Key::default();
        hashed.copy_from_slice(&digest[..16]);
        if let Some(shared) = &self.shared
            && let Some(result) = shared.count(&hashed, self.count, self.window).await
        {
            return result;
        }
        self.sweep();
        self.local.check_key(&hashed).map_err(|not_until| not_until.wait_time_from(DefaultClock::default().now()))
    }

    /// Removes keys that were idle for a whole window.
    fn sweep(&self) {
        let now = self.started.elapsed().as_secs();
        let last = self.last_sweep.load(Ordering::Relaxed);
        let due = now >= last + SWEEP_INTERVAL.as_secs() && self.local.len() > SWEEP_THRESHOLD;
        // Of concurrent callers, only one sweeps.
        if due && self.last_sweep.compare_exchange(last, now, Ordering::Relaxed, Ordering::Relaxed).is_ok() {
            self.local.retain_recent();
            self.local.shrink_to_fit();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn keys_count_separately_and_idle_ones_are_removed() {
        let counter = Counter::new("test", NonZeroU32::new(2).unwrap(), Duration::from_millis(200), None);
        assert!(counter.count("a").await.is_ok() && counter.count("a").await.is_ok());
        let wait = counter.count("a").await.unwrap_err();
        assert!(wait <= Duration::from_millis(100), "{wait:?}");
        assert!(counter.count("b").await.is_ok());
        for i in 0..2 * SWEEP_THRESHOLD {
            assert!(counter.count(i).await.is_ok());
        }
        tokio::time::sleep(Duration::from_millis(250)).await;
        assert!(counter.count("a").await.is_ok());
        counter.local.retain_recent();
        assert!(counter.local.len() <= 1, "{}", counter.local.len());
    }
}
