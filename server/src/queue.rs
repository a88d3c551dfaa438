//! How much at once: places for probes with a line before them, and memory for large bodies.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::OwnedSemaphorePermit;
use tokio::sync::Semaphore;
use tokio::time::timeout;

use crate::error::ApiError;

/// How long a request waits in the line at most: longer, and people think that nothing happens.
const PATIENCE: Duration = Duration::from_secs(10);

/// Places for probes. Who finds none waits in a line of bounded length; who finds that full comes again later.
#[derive(Clone, Debug)]
pub(crate) struct Queue {
    all: usize,
    places: Arc<Semaphore>,
    line: Arc<Semaphore>,
}

impl Queue {
    pub(crate) fn new(places: usize, line: usize) -> Self {
        Self { all: places, places: Arc::new(Semaphore::new(places)), line: Arc::new(Semaphore::new(line)) }
    }

    /// A place, held until it is dropped.
    pub(crate) async fn place(&self) -> Result<OwnedSemaphorePermit, ApiError> {
        if let Ok(place) = self.places.clone().try_acquire_owned() {
            return Ok(place);
        }
        let _waiting = self.line.try_acquire().map_err(|_| ApiError::busy())?;
        match timeout(PATIENCE, self.places.clone().acquire_owned()).await {
            Ok(Ok(place)) => Ok(place),
            Ok(Err(_)) | Err(_) => Err(ApiError::busy()),
        }
    }

    /// How many have a place.
    pub(crate) fn taken(&self) -> usize {
        self.all.saturating_sub(self.places.available_permits())
    }

    /// Nobody gets a place any more; those who have one keep it.
    pub(crate) fn close(&self) {
        self.places.close();
    }
}

/// Memory for bodies that may be large, in units of [`UNIT`].
#[derive(Debug)]
pub(crate) struct Bodies(Arc<Semaphore>);

/// What a body counts in, in octets.
const UNIT: u64 = 1_024;

/// All large bodies together, in octets.
const ALL_BODIES: u64 = 256 * 1_024 * 1_024;

impl Default for Bodies {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new((ALL_BODIES / UNIT) as usize)))
    }
}

impl Bodies {
    /// Room for a body of at most `bytes`.
    pub(crate) async fn room(&self, bytes: u64) -> Result<OwnedSemaphorePermit, ApiError> {
        let units = u32::try_from(bytes.div_ceil(UNIT)).map_err(|_| ApiError::busy())?;
        match timeout(PATIENCE, self.0.clone().acquire_many_owned(units)).await {
            Ok(Ok(room)) => Ok(room),
            Ok(Err(_)) | Err(_) => Err(ApiError::busy()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn who_finds_no_place_waits_and_who_finds_no_line_is_sent_away() {
        let queue = Queue::new(1, 1);
        let first = queue.place().await.unwrap();
        let waiting = tokio::spawn({
            let queue = queue.clone();
            async move { queue.place().await.is_ok() }
        });
        tokio::time::sleep(Duration::from_millis(10)).await;
        assert!(queue.place().await.is_err(), "the line is full");
        drop(first);
        assert!(waiting.await.unwrap());
        let _held = queue.place().await.unwrap();
        assert!(queue.place().await.is_err(), "nobody waits for ever");
        queue.close();
        assert!(queue.place().await.is_err());
    }

    #[tokio::test(start_paused = true)]
    async fn large_bodies_are_bounded_together() {
        let bodies = Bodies::default();
        let quarter = ALL_BODIES / 4;
        let held = [bodies.room(quarter).await, bodies.room(quarter).await];
        let _small = bodies.room(1_000).await.unwrap();
        let _third = bodies.room(quarter).await.unwrap();
        assert!(bodies.room(quarter).await.is_err());
        drop(held);
        assert!(bodies.room(quarter).await.is_ok());
    }
}
