//! Limits on concurrent work: slots for probes with a bounded queue, and memory for large bodies.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::OwnedSemaphorePermit;
use tokio::sync::Semaphore;
use tokio::time::timeout;

use crate::error::ApiError;

/// The longest that a request waits in the queue. After that, users think that nothing happens.
const MAX_WAIT: Duration = Duration::from_secs(10);

/// Slots for probes. Without a free slot, a request waits in a bounded queue. When the queue is full, it is refused.
#[derive(Clone, Debug)]
pub(crate) struct Queue {
    slot_count: usize,
    slots: Arc<Semaphore>,
    queue: Arc<Semaphore>,
}

impl Queue {
    pub(crate) fn new(slots: usize, queue_length: usize) -> Self {
        Self {
            slot_count: slots,
            slots: Arc::new(Semaphore::new(slots)),
            queue: Arc::new(Semaphore::new(queue_length)),
        }
    }

    /// A slot, held until the permit is dropped.
    pub(crate) async fn acquire(&self) -> Result<OwnedSemaphorePermit, ApiError> {
        if let Ok(slot) = self.slots.clone().try_acquire_owned() {
            return Ok(slot);
        }
        let _waiting = self.queue.try_acquire().map_err(|_| ApiError::busy())?;
        match timeout(MAX_WAIT, self.slots.clone().acquire_owned()).await {
            Ok(Ok(slot)) => Ok(slot),
            Ok(Err(_)) | Err(_) => Err(ApiError::busy()),
        }
    }

    /// The number of slots in use.
    pub(crate) fn running(&self) -> usize {
        self.slot_count.saturating_sub(self.slots.available_permits())
    }

    /// Gives out no more slots. Slots in use stay valid.
    pub(crate) fn close(&self) {
        self.slots.close();
    }
}

/// Memory for large request bodies, counted in units of [`UNIT`].
#[derive(Debug)]
pub(crate) struct BodyMemory(Arc<Semaphore>);

/// One permit, in bytes.
const UNIT: u64 = 1_024;

/// The limit for all large bodies together, in bytes.
const BODY_MEMORY: u64 = 256 * 1_024 * 1_024;

impl Default for BodyMemory {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new((BODY_MEMORY / UNIT) as usize)))
    }
}

impl BodyMemory {
    /// Reserves memory for a body of at most `bytes`.
    pub(crate) async fn reserve(&self, bytes: u64) -> Result<OwnedSemaphorePermit, ApiError> {
        let units = u32::try_from(bytes.div_ceil(UNIT)).map_err(|_| ApiError::busy())?;
        match timeout(MAX_WAIT, self.0.clone().acquire_many_owned(units)).await {
            Ok(Ok(reserved)) => Ok(reserved),
            Ok(Err(_)) | Err(_) => Err(ApiError::busy()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn requests_wait_for_a_slot_and_are_refused_when_the_queue_is_full() {
        let queue = Queue::new(1, 1);
        let first = queue.acquire().await.unwrap();
        let waiting = tokio::spawn({
            let queue = queue.clone();
            async move { queue.acquire().await.is_ok() }
        });
        tokio::time::sleep(Duration::from_millis(10)).await;
        assert!(queue.acquire().await.is_err(), "the queue is full");
        drop(first);
        assert!(waiting.await.unwrap());
        let _held = queue.acquire().await.unwrap();
        assert!(queue.acquire().await.is_err(), "the wait is bounded");
        queue.close();
        assert!(queue.acquire().await.is_err());
    }

    #[tokio::test(start_paused = true)]
    async fn large_bodies_share_one_memory_limit() {
        let memory = BodyMemory::default();
        let quarter = BODY_MEMORY / 4;
        let held = [memory.reserve(quarter).await, memory.reserve(quarter).await];
        let _small = memory.reserve(1_000).await.unwrap();
        let _third = memory.reserve(quarter).await.unwrap();
        assert!(memory.reserve(quarter).await.is_err());
        drop(held);
        assert!(memory.reserve(quarter).await.is_ok());
    }
}
