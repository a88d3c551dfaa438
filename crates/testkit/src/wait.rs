//! Waiting for what happens elsewhere: a server that starts, a page that redraws, a log that is written.

use std::time::Duration;
use std::time::Instant;

/// The time between two looks at a condition.
const PAUSE: Duration = Duration::from_millis(5);

/// Waits until `condition` holds; whether it did before `deadline` had passed.
///
/// It is looked at at least once, and once more after the deadline: a machine that was busy meanwhile fails no test.
#[must_use = "a condition that never held has to fail the test"]
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
#[must_use = "a condition that never held has to fail the test"]
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
    async fn a_condition_is_looked_at_until_it_holds_or_the_deadline_has_passed() {
        let mut looks = 0;
        let mut third = || {
            looks += 1;
            looks == 3
        };
        assert!(eventually(Duration::from_secs(60), async || third()).await);
        assert!(!eventually(Duration::from_millis(30), async || third()).await);
        assert!(looks > 4, "{looks}");
    }

    #[test]
    fn it_is_the_same_without_a_runtime() {
        let mut looks = 0;
        let mut third = || {
            looks += 1;
            looks == 3
        };
        assert!(eventually_blocking(Duration::from_secs(60), &mut third));
        assert!(!eventually_blocking(Duration::ZERO, &mut third));
        assert_eq!(looks, 4);
    }
}
