//! One connection: TLS if there is a certificate, then HTTP.

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

/// The time limit for a request head, and for an idle connection.
const HEAD_TIMEOUT: Duration = Duration::from_secs(10);

/// Concurrent requests on one connection (HTTP/2).
const MAX_STREAMS: u32 = 64;

/// Serves connections. `axum::serve` has no time-outs for request heads and cannot reload certificates.
pub(super) struct Connections {
    app: Router,
    /// The current certificate.
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

    /// Serves a connection until it ends or its client is too slow. During shutdown, running requests are finished.
    pub(super) async fn serve(&self, stream: TcpStream, peer: SocketAddr, watcher: Watcher) -> Result<(), BoxError> {
        match &self.certificate {
            None => self.serve_http(stream, peer, watcher).await,
            Some(certificate) => {
                let acceptor = TlsAcceptor::from(certificate.borrow().clone());
                let stream = timeout(HEAD_TIMEOUT, acceptor.accept(stream)).await??;
                self.serve_http(stream, peer, watcher).await
            }
        }
    }

    async fn serve_http(
        &self,
        stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
        peer: SocketAddr,
        watcher: Watcher,
    ) -> Result<(), BoxError> {
        let first_request = Notify::new();
        let service = service_fn(|mut request: Request<Incoming>| {
            first_request.notify_one();
            request.extensions_mut().insert(ConnectInfo(peer));
            self.app.clone().call(request)
        });
        // HTTP's own time-outs begin with the first request, when the version is known.
        let silent = async {
            if timeout(HEAD_TIMEOUT, first_request.notified()).await.is_ok() {
                pending::<()>().await;
            }
        };
        tokio::select! {
            ended = watcher.watch(self.http.serve_connection(TokioIo::new(stream), service)) => ended,
            () = silent => Err(io::Error::from(io::ErrorKind::TimedOut).into()),
        }
    }
}
