//! What stands in for [`Shared`] in a build without the feature `redis`: it cannot be made.

use std::num::NonZeroU32;
use std::time::Duration;

/// A Redis that several instances count in. This build has none, so there is no value of this type.
#[derive(Clone, Debug)]
pub enum Shared {}

impl Shared {
    /// Refuses every address.
    ///
    /// # Errors
    ///
    /// Always: a sentence that says which build has Redis.
    pub fn at(_url: &str) -> Result<Self, String> {
        Err("this build of smtp-doctor has no Redis: build it with `--features redis`, or use a released one"
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
