//! Listening: connections are bounded, slow ones are ended, built-in TLS where the operator wants it, and a stop that
//! loses no probe.

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

/// How long no connection is accepted after that failed, as without a free file: it would fail again at once.
const PAUSE: Duration = Duration::from_millis(50);

/// Serves the application until `shutdown` is done.
///
/// Then no connection is accepted any more, and probes that run are finished, within `drain`. A renewed certificate is
/// noticed by itself, and at once when `reload` is notified.
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
    // Ends with this function.
    let mut aside = JoinSet::new();
    let certificate = match tls {
        None => None,
        Some(tls) => {
            let (current, seen) = watch::channel(tls.load().map_err(io::Error::other)?);
            aside.spawn(tls::renew(tls, current, reload));
            Some(seen)
        }
    };
    let connections = Arc::new(Connections::new(crate::app::app(state.clone()), certificate));
    let graceful = GracefulShutdown::new();
    tokio::select! {
        never = accept(&listener, state.config.connections, &connections, &graceful) => match never {},
        () = shutdown => {}
    }
    drop(listener);
    tracing::info!(probes = state.queue.taken(), "stopping");
    state.drain();
    if timeout(drain, graceful.shutdown()).await.is_err() {
        tracing::warn!(probes = state.queue.taken(), "the time to finish is over");
    }
    Ok(())
}

/// Accepts connections, `most` at the same time, and serves each in a task of its own.
async fn accept(
    listener: &TcpListener,
    most: u32,
    connections: &Arc<Connections>,
    graceful: &GracefulShutdown,
) -> Infallible {
    let slots = Arc::new(Semaphore::new(most as usize));
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
                sleep(PAUSE).await;
            }
        }
    }
}
