//! Work that takes long, done where no other request has to wait for it.

use crate::error::ApiError;

/// Runs `work` on a thread for blocking work. Dropping the future does not stop it.
pub(crate) async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, ApiError> {
    tokio::task::spawn_blocking(work).await.map_err(|_| ApiError::internal())
}
