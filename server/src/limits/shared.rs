//! Counts that several instances share, in Redis or Valkey.

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

/// How long an answer may take, before this process counts for itself.
const PATIENCE: Duration = Duration::from_millis(500);

/// The same counting as in memory (GCRA), with the clock of the server: a key holds the time at which it would be quiet
/// again, in milliseconds. Answers how long to wait, or 0 if it was counted.
const GCRA: &str = "
    local time = redis.call('TIME')
    local now = time[1] * 1000 + math.floor(time[2] / 1000)
    local quiet = math.max(tonumber(redis.call('GET', KEYS[1]) or now), now)
    local wait = quiet - tonumber(ARGV[2]) - now
    if wait > 0 then return wait end
    quiet = quiet + tonumber(ARGV[1])
    redis.call('SET', KEYS[1], string.format('%.0f', quiet), 'PX', quiet - now + 1)
    return 0";

/// A Redis that several instances count in. Where it does not answer, each counts for itself: the limits hold, for each.
#[derive(Clone)]
pub struct Shared {
    client: Client,
    /// Made when it is first needed, inside the runtime that drives it.
    connection: Arc<OnceLock<Option<ConnectionManager>>>,
    script: Arc<Script>,
    lost: Arc<AtomicBool>,
}

impl fmt::Debug for Shared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shared").field("lost", &self.lost).finish_non_exhaustive()
    }
}

impl Shared {
    /// At `url`, such as `redis://127.0.0.1:6379/0`. It need not be there yet.
    ///
    /// # Errors
    ///
    /// A sentence without the address, which may hold a password, if it is none.
    pub fn at(url: &str) -> Result<Self, String> {
        let client =
            Client::open(url).map_err(|error| format!("the address of Redis cannot be used ({:?})", error.kind()))?;
        Ok(Self { client, connection: Arc::default(), script: Arc::new(Script::new(GCRA)), lost: Arc::default() })
    }

    fn connection(&self) -> Option<ConnectionManager> {
        let connect = || {
            let config = ConnectionManagerConfig::new()
                .set_connection_timeout(Some(PATIENCE))
                .set_response_timeout(Some(PATIENCE));
            ConnectionManager::new_lazy_with_config(self.client.clone(), config).ok()
        };
        self.connection.get_or_init(connect).clone()
    }

    /// Counts one of `key`; the time to wait, if there were too many. None if Redis does not answer.
    pub(super) async fn count(
        &self,
        key: &[u8; 16],
        count: NonZeroU32,
        window: Duration,
    ) -> Option<Result<(), Duration>> {
        let name: String = key.iter().map(|octet| format!("{octet:02x}")).collect();
        let step = window.as_millis() as u64 / u64::from(count.get());
        let mut invocation = self.script.key(format!("smtp-doctor:{name}"));
        invocation.arg(step).arg(step * u64::from(count.get() - 1));
        let mut connection = self.connection()?;
        let answer = tokio::time::timeout(2 * PATIENCE, invocation.invoke_async::<u64>(&mut connection)).await;
        let lost = !matches!(answer, Ok(Ok(_)));
        if self.lost.swap(lost, Ordering::Relaxed) != lost {
            if lost {
                tracing::warn!("Redis does not answer: limits are counted by this instance alone");
            } else {
                tracing::info!("Redis answers again: limits are counted together");
            }
        }
        match answer {
            Ok(Ok(0)) => Some(Ok(())),
            Ok(Ok(wait)) => Some(Err(Duration::from_millis(wait))),
            Ok(Err(_)) | Err(_) => None,
        }
    }
}
