//! One connection: TLS where there is a certificate, then HTTP.

use std::future::pending;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::BoxError;
use axum::Router;
use axum::extract::ConnectInfo;
use hyper::Request;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::TokioExecutor;
use hyper_util::rt::TokioIo;
use hyper_util::rt::TokioTimer;
use hyper_util::server::conn::auto;
use hyper_util::server::graceful::Watcher;
use rustls::ServerConfig;
use tokio::io::AsyncRead;
use tokio::io::AsyncWrite;
use tokio::net::TcpStream;
use tokio::sync::Notify;
use tokio::sync::watch;
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;
use tower::Service as _;

/// How long a client may take to send a request's head, and stay without a request.
const HEAD_TIMEOUT: Duration = Duration::from_secs(10);

/// Requests at the same time on one connection (HTTP/2).
const MAX_STREAMS: u32 = 64;

/// How all connections are served. `axum::serve` has no time-outs for heads and no certificate that is exchanged.
pub(super) struct Connections {
    app: Router,
    /// The certificate of the moment.
    certificate: Option<watch::Receiver<Arc<ServerConfig>>>,
    http: auto::Builder<TokioExecutor>,
}

impl Connections {
    pub(super) fn new(app: Router, certificate: Option<watch::Receiver<Arc<ServerConfig>>>) -> Self {
        let mut http = auto::Builder::new(TokioExecutor::new());
        http.http1().timer(TokioTimer::new()).header_read_timeout(HEAD_TIMEOUT);
        http.http2().timer(TokioTimer::new()).max_concurrent_streams(MAX_STREAMS).keep_alive_interval(HEAD_TIMEOUT);
        Self { app, certificate, http }
    }

    /// Serves one until it ends, until its client is too slow or, from when the service stops, until its requests are
    /// answered.
    pub(super) async fn serve(&self, stream: TcpStream, peer: SocketAddr, watcher: Watcher) -> Result<(), BoxError> {
        match &self.certificate {
            None => self.speak(stream, peer, watcher).await,
            Some(certificate) => {
                let acceptor = TlsAcceptor::from(certificate.borrow().clone());
                let stream = timeout(HEAD_TIMEOUT, acceptor.accept(stream)).await??;
                self.speak(stream, peer, watcher).await
            }
        }
    }

    async fn speak(
        &self,
        stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
        peer: SocketAddr,
        watcher: Watcher,
    ) -> Result<(), BoxError> {
        let asked = Notify::new();
        let service = service_fn(|mut request: Request<Incoming>| {
            asked.notify_one();
            request.extensions_mut().insert(ConnectInfo(peer));
            self.app.clone().call(request)
        });
        // Until the first request, HTTP's own time-outs have not begun: it is not yet known which version is spoken.
        let silent = async {
            if timeout(HEAD_TIMEOUT, asked.notified()).await.is_ok() {
                pending::<()>().await;
            }
        };
        tokio::select! {
            ended = watcher.watch(self.http.serve_connection(TokioIo::new(stream), service)) => ended,
            () = silent => Err(io::Error::from(io::ErrorKind::TimedOut).into()),
        }
    }
}
