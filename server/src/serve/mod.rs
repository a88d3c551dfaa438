//! The listener: bounded connections, time-outs for slow clients, optional built-in TLS, and graceful shutdown.

mod connection;
mod tls;

use std::convert::Infallible;
use std::future::Future;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use connection::Connections;
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::TcpListener;
use tokio::sync::Notify;
use tokio::sync::Semaphore;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::sleep;
use tokio::time::timeout;

use crate::state::AppState;

pub use tls::Tls;

/// The pause after a failed accept. Without it, the next accept would fail at once, for example without free files.
const ACCEPT_RETRY_DELAY: Duration = Duration::from_millis(50);

/// Serves the application until `shutdown` completes.
///
/// Then it accepts no more connections and waits up to `drain` for running probes. Renewed certificates are loaded
/// automatically, and at once after `reload`.
///
/// # Errors
///
/// If the certificate of `tls` cannot be used.
pub async fn run(
    listener: TcpListener,
    tls: Option<Tls>,
    state: Arc<AppState>,
    drain: Duration,
    reload: Arc<Notify>,
    shutdown: impl Future<Output = ()>,
) -> io::Result<()> {
    // Its tasks end with this function.
    let mut background = JoinSet::new();
    let certificate = match tls {
        None => None,
        Some(tls) => {
            let (current, seen) = watch::channel(tls.load().map_err(io::Error::other)?);
            background.spawn(tls::reload_renewed(tls, current, reload));
            Some(seen)
        }
    };
    let connections = Arc::new(Connections::new(crate::app::app(state.clone()), certificate));
    let graceful = GracefulShutdown::new();
    tokio::select! {
        never = accept(&listener, state.config.max_connections, &connections, &graceful) => match never {},
        () = shutdown => {}
    }
    drop(listener);
    tracing::info!(probes = state.queue.running(), "stopping");
    state.drain();
    if timeout(drain, graceful.shutdown()).await.is_err() {
        tracing::warn!(probes = state.queue.running(), "running probes did not finish in time");
    }
    Ok(())
}

/// Accepts connections, at most `max` at the same time, and serves each in its own task.
async fn accept(
    listener: &TcpListener,
    max: u32,
    connections: &Arc<Connections>,
    graceful: &GracefulShutdown,
) -> Infallible {
    let slots = Arc::new(Semaphore::new(max as usize));
    loop {
        let accepted = async {
            let slot = slots.clone().acquire_owned().await.map_err(io::Error::other)?;
            let (stream, peer) = listener.accept().await?;
            stream.set_nodelay(true)?;
            io::Result::Ok((slot, stream, peer))
        };
        match accepted.await {
            Ok((slot, stream, peer)) => {
                let (connections, watcher) = (connections.clone(), graceful.watcher());
                tokio::spawn(async move {
                    if let Err(error) = connections.serve(stream, peer, watcher).await {
                        tracing::debug!(%error, "connection ended");
                    }
                    drop(slot);
                });
            }
            Err(error) => {
                tracing::debug!(%error, "connection refused");
                sleep(ACCEPT_RETRY_DELAY).await;
            }
        }
    }
}
