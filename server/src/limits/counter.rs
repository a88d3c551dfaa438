//! Counts by key: in this process, or in a Redis that several instances share.

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

use crate::limits::shared::Shared;

/// Keys that have long been quiet are forgotten this often, where there are many.
const SWEEP: Duration = Duration::from_secs(10);

/// So many keys need no sweeping.
const FEW: usize = 1_000;

/// So many within a time, for each key. Whoever was quiet for the whole time may have all of them at once (GCRA).
pub(super) struct Counter {
    name: &'static str,
    count: NonZeroU32,
    window: Duration,
    here: DefaultKeyedRateLimiter<Key>,
    shared: Option<Shared>,
    begun: Instant,
    swept: AtomicU64,
}

/// What is counted, hashed: of the same size for all, and no list of accounts for whoever sees the memory or the Redis.
type Key = [u8; 16];

impl Counter {
    pub(super) fn new(name: &'static str, count: NonZeroU32, window: Duration, shared: Option<Shared>) -> Self {
        // A window of seconds, shared by fewer than its nanoseconds, is never zero.
        let quota = Quota::with_period(window / count.get()).unwrap_or(Quota::per_minute(count)).allow_burst(count);
        Self {
            name,
            count,
            window,
            here: RateLimiter::keyed(quota),
            shared,
            begun: Instant::now(),
            swept: AtomicU64::new(0),
        }
    }

    /// Counts one of `of`; the time to wait, if there were too many.
    pub(super) async fn count(&self, of: impl Display) -> Result<(), Duration> {
        let digest = Sha256::digest(format!("{} {of}", self.name).as_bytes());
        let mut key = Key::default();
        key.copy_from_slice(&digest[..16]);
        if let Some(shared) = &self.shared
            && let Some(verdict) = shared.count(&key, self.count, self.window).await
        {
            return verdict;
        }
        self.sweep();
        self.here.check_key(&key).map_err(|not_until| not_until.wait_time_from(DefaultClock::default().now()))
    }

    /// Forgets keys that have been quiet for so long that they may have all again.
    fn sweep(&self) {
        let now = self.begun.elapsed().as_secs();
        let last = self.swept.load(Ordering::Relaxed);
        let due = now >= last + SWEEP.as_secs() && self.here.len() > FEW;
        // One of those who come at the same time does it.
        if due && self.swept.compare_exchange(last, now, Ordering::Relaxed, Ordering::Relaxed).is_ok() {
            self.here.retain_recent();
            self.here.shrink_to_fit();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn keys_are_counted_apart_and_those_long_quiet_are_forgotten() {
        let counter = Counter::new("test", NonZeroU32::new(2).unwrap(), Duration::from_millis(200), None);
        assert!(counter.count("a").await.is_ok() && counter.count("a").await.is_ok());
        let wait = counter.count("a").await.unwrap_err();
        assert!(wait <= Duration::from_millis(100), "{wait:?}");
        assert!(counter.count("b").await.is_ok());
        for i in 0..2 * FEW {
            assert!(counter.count(i).await.is_ok());
        }
        tokio::time::sleep(Duration::from_millis(250)).await;
        assert!(counter.count("a").await.is_ok());
        counter.here.retain_recent();
        assert!(counter.here.len() <= 1, "{}", counter.here.len());
    }
}
