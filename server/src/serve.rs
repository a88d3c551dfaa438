//! Listening: connections are bounded, slow ones are ended, TLS by itself where the operator wants it, and a stop that
//! loses no probe.

use std::future::Future;
use std::future::Ready;
use std::future::ready;
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::ServiceExt;
use axum::extract::ConnectInfo;
use axum::extract::connect_info::IntoMakeServiceWithConnectInfo;
use axum::http::Request;
use axum::middleware::AddExtension;
use axum_server::Handle;
use axum_server::Server;
use axum_server::accept::Accept;
use axum_server::accept::NoDelayAcceptor;
use axum_server::service::SendService;
use axum_server::tls_rustls::RustlsAcceptor;
use axum_server::tls_rustls::RustlsConfig;
use futures_util::future::Either;
use hyper::body::Incoming;
use rustls::ServerConfig;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::PrivateKeyDer;
use rustls::pki_types::pem::PemObject as _;
use tokio::io::AsyncRead;
use tokio::io::AsyncWrite;
use tokio::net::TcpListener;
use tokio::net::TcpStream;
use tokio::sync::Notify;

use crate::AppState;
use crate::Application;

/// How long a client may take to send a request's head, and stay without a request.
const HEAD_TIMEOUT: Duration = Duration::from_secs(10);

/// Connections at the same time.
const MAX_CONNECTIONS: usize = 8_192;

/// Requests at the same time on one connection (HTTP/2).
const MAX_STREAMS: u32 = 64;

/// A renewed certificate is noticed within this time.
const RENEWAL: Duration = Duration::from_secs(30);

/// A certificate and its key, in PEM files that may be renewed while they are in use.
#[derive(Clone, Debug)]
pub struct Tls {
    /// The certificate, and those between it and the authority.
    pub certificate: PathBuf,
    /// Its private key.
    pub key: PathBuf,
}

impl Tls {
    /// Reads the files.
    ///
    /// # Errors
    ///
    /// A sentence, if they cannot be read, or are no certificate with its key.
    pub fn load(&self) -> Result<Arc<ServerConfig>, String> {
        let of = |path: &PathBuf, why: &dyn std::fmt::Display| format!("{}: {why}", path.display());
        let chain = CertificateDer::pem_file_iter(&self.certificate)
            .and_then(Iterator::collect::<Result<Vec<_>, _>>)
            .map_err(|why| of(&self.certificate, &why))?;
        let key = PrivateKeyDer::from_pem_file(&self.key).map_err(|why| of(&self.key, &why))?;
        let mut config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(|why| why.to_string())?
            .with_no_client_auth()
            .with_single_cert(chain, key)
            .map_err(|why| of(&self.certificate, &why))?;
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Ok(Arc::new(config))
    }
}

/// Serves the application until `shutdown` is done.
///
/// Then nobody new is let in, and probes that run are finished, within `drain`. A renewed certificate is noticed by
/// itself, and at once when `reload` is notified.
///
/// # Errors
///
/// If the listener fails, or the certificate of `tls` cannot be used.
pub async fn run(
    listener: TcpListener,
    tls: Option<Tls>,
    state: AppState,
    drain: Duration,
    reload: Arc<Notify>,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let (state, handle) = (crate::for_ever(state), Handle::new());
    let stop = {
        let handle = handle.clone();
        async move {
            shutdown.await;
            tracing::info!(probes = state.queue.taken(), "stopping");
            state.drain();
            handle.graceful_shutdown(Some(drain));
        }
    };
    let stopping = tokio::spawn(stop);
    let app: EachPeer = ServiceExt::<Request<Incoming>>::into_make_service_with_connect_info(crate::application(state));
    let served = match tls {
        None => serve(listener, handle, NoDelayAcceptor::new(), app).await,
        Some(tls) => {
            let config = RustlsConfig::from_config(tls.load().map_err(io::Error::other)?);
            let renewing = tokio::spawn(renew(tls, config.clone(), reload));
            let acceptor = RustlsAcceptor::new(config).handshake_timeout(HEAD_TIMEOUT).acceptor(NoDelayAcceptor::new());
            let served = serve(listener, handle, acceptor, app).await;
            renewing.abort();
            served
        }
    };
    stopping.abort();
    served
}

/// The application, told of each connection's peer.
type EachPeer = IntoMakeServiceWithConnectInfo<Application, SocketAddr>;
/// The application as one connection sees it.
type OnePeer = AddExtension<Application, ConnectInfo<SocketAddr>>;

async fn serve<A>(listener: TcpListener, handle: Handle<SocketAddr>, acceptor: A, app: EachPeer) -> io::Result<()>
where
    A: Accept<TcpStream, OnePeer> + Clone + Send + Sync + 'static,
    A::Stream: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    A::Service: SendService<Request<Incoming>> + Send + 'static,
    A::Future: Send,
{
    let bounded = Bounded { acceptor, handle: handle.clone() };
    let mut server = Server::from_listener(listener)
        .handle(handle)
        .first_request_timeout(HEAD_TIMEOUT)
        .accept_error_handler(|_, error| tracing::debug!(%error, "connection refused"))
        .acceptor(bounded);
    server.http_builder().http1().header_read_timeout(HEAD_TIMEOUT);
    server.http_builder().http2().max_concurrent_streams(MAX_STREAMS).keep_alive_interval(HEAD_TIMEOUT);
    server.serve(app).await
}

/// Lets connections in, until there are too many.
#[derive(Clone)]
struct Bounded<A> {
    acceptor: A,
    handle: Handle<SocketAddr>,
}

impl<I, S, A: Accept<I, S>> Accept<I, S> for Bounded<A> {
    type Stream = A::Stream;
    type Service = A::Service;
    type Future = Either<A::Future, Ready<io::Result<(A::Stream, A::Service)>>>;

    fn accept(&self, stream: I, service: S) -> Self::Future {
        if self.handle.connection_count() > MAX_CONNECTIONS {
            return Either::Right(ready(Err(io::Error::other("there are too many connections"))));
        }
        Either::Left(self.acceptor.accept(stream, service))
    }
}

/// Takes over a certificate that was renewed. One that cannot be used is reported, and the old one stays.
async fn renew(tls: Tls, config: RustlsConfig, reload: Arc<Notify>) {
    let written = || [&tls.certificate, &tls.key].map(|it| std::fs::metadata(it).and_then(|it| it.modified()).ok());
    let mut last = written();
    loop {
        let asked = tokio::time::timeout(RENEWAL, reload.notified()).await.is_ok();
        let now = written();
        if now == last && !asked {
            continue;
        }
        last = now;
        match tls.load() {
            Ok(renewed) => {
                config.reload_from_config(renewed);
                tracing::info!("the certificate was read again");
            }
            Err(why) => tracing::error!(why, "the renewed certificate cannot be used; the old one stays"),
        }
    }
}
