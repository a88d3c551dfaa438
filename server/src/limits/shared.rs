//! Counts that several instances share through Redis or Valkey.

use std::fmt;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::OnceLock;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use std::time::Duration;

use redis::Client;
use redis::Script;
use redis::aio::ConnectionManager;
use redis::aio::ConnectionManagerConfig;

/// The time limit for Redis. After that, this instance counts alone.
const REDIS_TIMEOUT: Duration = Duration::from_millis(500);

/// The same algorithm as in memory (GCRA), with the clock of the Redis server. A key stores the time at which it becomes
/// idle, in milliseconds. Returns the time to wait, or 0 if the event was counted.
const GCRA: &str = "
    local time = redis.call('TIME')
    local now = time[1] * 1000 + math.floor(time[2] / 1000)
    local idle = math.max(tonumber(redis.call('GET', KEYS[1]) or now), now)
    local wait = idle - tonumber(ARGV[2]) - now
    if wait > 0 then return wait end
    idle = idle + tonumber(ARGV[1])
    redis.call('SET', KEYS[1], string.format('%.0f', idle), 'PX', idle - now + 1)
    return 0";

/// A Redis that several instances count in. If it does not answer, each instance counts alone.
#[derive(Clone)]
pub struct SharedCounter {
    client: Client,
    /// Opened at first use, inside the async runtime.
    connection: Arc<OnceLock<Option<ConnectionManager>>>,
    script: Arc<Script>,
    lost: Arc<AtomicBool>,
}

impl fmt::Debug for SharedCounter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SharedCounter").field("lost", &self.lost).finish_non_exhaustive()
    }
}

impl SharedCounter {
    /// Uses the Redis at `url`, such as `redis://127.0.0.1:6379/0`. It need not run yet.
    ///
    /// # Errors
    ///
    /// A sentence, if `url` is not valid. It omits the URL, which may contain a password.
    pub fn new(url: &str) -> Result<Self, String> {
        let client =
            Client::open(url).map_err(|error| format!("the address of Redis cannot be used ({:?})", error.kind()))?;
        Ok(Self { client, connection: Arc::default(), script: Arc::new(Script::new(GCRA)), lost: Arc::default() })
    }

    fn connection(&self) -> Option<ConnectionManager> {
        let connect = || {
            let config = ConnectionManagerConfig::new()
                .set_connection_timeout(Some(REDIS_TIMEOUT))
                .set_response_timeout(Some(REDIS_TIMEOUT));
            ConnectionManager::new_lazy_with_config(self.client.clone(), config).ok()
        };
        self.connection.get_or_init(connect).clone()
    }

    /// Counts one event of `key`. The error is the time to wait. `None` if Redis does not answer.
    pub(super) async fn count(
        &self,
        key: &[u8; 16],
        count: NonZeroU32,
        window: Duration,
    ) -> Option<Result<(), Duration>> {
        let name: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
        let step = window.as_millis() as u64 / u64::from(count.get());
        let mut invocation = self.script.key(format!("smtp-doctor:{name}"));
        invocation.arg(step).arg(step * u64::from(count.get() - 1));
        let mut connection = self.connection()?;
        let answer = tokio::time::timeout(2 * REDIS_TIMEOUT, invocation.invoke_async::<u64>(&mut connection)).await;
        let lost = !matches!(answer, Ok(Ok(_)));
        if self.lost.swap(lost, Ordering::Relaxed) != lost {
            if lost {
                tracing::warn!("Redis does not answer: this instance counts limits alone");
            } else {
                tracing::info!("Redis answers again: instances count limits together");
            }
        }
        match answer {
            Ok(Ok(0)) => Some(Ok(())),
            Ok(Ok(wait)) => Some(Err(Duration::from_millis(wait))),
            Ok(Err(_)) | Err(_) => None,
        }
    }
}
