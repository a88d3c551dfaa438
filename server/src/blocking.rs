//! Long computations, kept off the async threads so that other requests do not wait.

use crate::error::ApiError;

/// Runs `work` on the blocking thread pool. Dropping the future does not stop it.
pub(crate) async fn run_blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, ApiError> {
    tokio::task::spawn_blocking(work).await.map_err(|_| ApiError::internal())
}
