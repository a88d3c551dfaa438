//! Listening: connections are bounded and dealt out to a thread for each processor, slow ones are ended, TLS by itself
//! where the operator wants it, and a stop that loses no probe.

mod connection;
mod tls;

use std::convert::Infallible;
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::num::NonZero;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::runtime;
use tokio::sync::Notify;
use tokio::sync::OwnedSemaphorePermit;
use tokio::sync::Semaphore;
use tokio::sync::mpsc;
use tokio::sync::mpsc::UnboundedSender;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::sleep;
use tokio::time::timeout;

use crate::AppState;

use connection::Connections;

pub use tls::Tls;

/// How long nobody is let in after that failed, as without a free file: it would fail again at once.
const PAUSE: Duration = Duration::from_millis(50);

/// After so many turns of its connections, a thread looks whether there is more to do: clients that were answered ask again
/// while others are still being answered, and nobody has to sleep. Where it would sleep itself, it first lets others have
/// the processor, for the same reason.
const TURNS: u32 = 16;

/// Serves the application until `shutdown` is done.
///
/// Then nobody new is let in, and probes that run are finished, within `drain`. A renewed certificate is noticed by
/// itself, and at once when `reload` is notified.
///
/// # Errors
///
/// If a thread cannot be started, or the certificate of `tls` cannot be used.
pub async fn run(
    listener: TcpListener,
    tls: Option<Tls>,
    state: AppState,
    drain: Duration,
    reload: Arc<Notify>,
    shutdown: impl Future<Output = ()>,
) -> io::Result<()> {
    let state = crate::for_ever(state);
    let mut aside = JoinSet::new();
    let certificate = match tls {
        None => None,
        Some(tls) => {
            let (current, seen) = watch::channel(tls.load().map_err(io::Error::other)?);
            aside.spawn(tls::renew(tls, current, reload));
            Some(seen)
        }
    };
    let (stop, stopped) = watch::channel(());
    let threads = threads(&Connections::new(crate::application(state), certificate, stopped))?;
    let places = Arc::new(Semaphore::new(state.config.connections as usize));
    tokio::select! {
        never = accept(&listener, &places, &threads) => match never {},
        () = shutdown => {}
    }
    drop(listener);
    tracing::info!(probes = state.queue.taken(), "stopping");
    state.drain();
    drop(stop);
    // What takes longer is cut off with the threads, which live until here: a probe may use what another one opened.
    let _ = timeout(drain, places.acquire_many(state.config.connections)).await;
    Ok(())
}

/// A connection on its way to the thread that serves it.
struct Accepted {
    stream: std::net::TcpStream,
    peer: SocketAddr,
    place: OwnedSemaphorePermit,
}

/// Lets connections in, while there are places, and deals them out.
async fn accept(listener: &TcpListener, places: &Arc<Semaphore>, threads: &[UnboundedSender<Accepted>]) -> Infallible {
    for thread in threads.iter().cycle() {
        let accepted = async {
            let place = places.clone().acquire_owned().await.map_err(io::Error::other)?;
            let (stream, peer) = listener.accept().await?;
            stream.set_nodelay(true)?;
            io::Result::Ok(Accepted { stream: stream.into_std()?, peer, place })
        };
        match accepted.await {
            // A thread ends after the last connection.
            Ok(accepted) => drop(thread.send(accepted)),
            Err(error) => {
                tracing::debug!(%error, "connection refused");
                sleep(PAUSE).await;
            }
        }
    }
    std::future::pending().await
}

/// A thread for each processor, which serves the connections it is given, until there are no more.
///
/// None takes over another's work: what a request needs stays with one processor, and nobody searches or is woken for it.
fn threads(connections: &Connections) -> io::Result<Vec<UnboundedSender<Accepted>>> {
    let start = |_| {
        let runtime = runtime::Builder::new_current_thread()
            .enable_all()
            .event_interval(TURNS)
            .on_thread_park(thread::yield_now)
            .build()?;
        let (sender, mut given) = mpsc::unbounded_channel::<Accepted>();
        let connections = connections.clone();
        let serve = async move {
            while let Some(Accepted { stream, peer, place }) = given.recv().await {
                let serving = connections.clone().serve(stream, peer);
                tokio::spawn(async move {
                    serving.await;
                    drop(place);
                });
            }
        };
        thread::Builder::new().name("serve".to_owned()).spawn(move || runtime.block_on(serve))?;
        Ok(sender)
    };
    let processors = thread::available_parallelism().map_or(1, NonZero::get);
    (0..processors).map(start).collect()
}
