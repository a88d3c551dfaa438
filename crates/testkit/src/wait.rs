//! Waits for conditions in other processes: a server has started, a page has changed, a log was written.

use std::time::Duration;
use std::time::Instant;

/// The time between two checks of a condition.
const PAUSE: Duration = Duration::from_millis(5);

/// Waits until `condition` holds, for at most `deadline`; returns whether it holds.
///
/// The last check is after the deadline, so a busy machine does not fail a test.
#[must_use = "a condition that never held must fail the test"]
pub async fn eventually(deadline: Duration, mut condition: impl AsyncFnMut() -> bool) -> bool {
    let begun = Instant::now();
    while begun.elapsed() < deadline {
        if condition().await {
            return true;
        }
        tokio::time::sleep(PAUSE).await;
    }
    condition().await
}

/// [`eventually`] for tests without a runtime.
#[must_use = "a condition that never held must fail the test"]
pub fn eventually_blocking(deadline: Duration, mut condition: impl FnMut() -> bool) -> bool {
    let begun = Instant::now();
    while begun.elapsed() < deadline {
        if condition() {
            return true;
        }
        std::thread::sleep(PAUSE);
    }
    condition()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_condition_is_checked_until_it_holds_or_the_deadline_passes() {
        let mut checks = 0;
        let mut third = || {
            checks += 1;
            checks == 3
        };
        assert!(eventually(Duration::from_secs(60), async || third()).await);
        assert!(!eventually(Duration::from_millis(30), async || third()).await);
        assert!(checks > 4, "{checks}");
    }

    #[test]
    fn the_blocking_variant_behaves_alike() {
        let mut checks = 0;
        let mut third = || {
            checks += 1;
            checks == 3
        };
        assert!(eventually_blocking(Duration::from_secs(60), &mut third));
        assert!(!eventually_blocking(Duration::ZERO, &mut third));
        assert_eq!(checks, 4);
    }
}
