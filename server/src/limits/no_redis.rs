//! A stub of [`SharedCounter`] for builds without the feature `redis`. It has no values.

use std::num::NonZeroU32;
use std::time::Duration;

/// Counts that several instances share. Without Redis, this type has no values.
#[derive(Clone, Debug)]
pub enum SharedCounter {}

impl SharedCounter {
    /// Always fails: this build cannot connect to Redis.
    ///
    /// # Errors
    ///
    /// Always, with a sentence that names builds with Redis.
    pub fn new(_url: &str) -> Result<Self, String> {
        Err("this build of smtp-doctor has no Redis support. Use a release, or build with `--features redis`"
            .to_owned())
    }

    pub(super) async fn count(
        &self,
        _key: &[u8; 16],
        _count: NonZeroU32,
        _window: Duration,
    ) -> Option<Result<(), Duration>> {
        match *self {}
    }
}
