//! One connection: TLS where there is a certificate, then HTTP.

use std::future::Future as _;
use std::future::poll_fn;
use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use std::task::Poll;
use std::time::Duration;

use hyper::service::service_fn;
use hyper_util::rt::TokioExecutor;
use hyper_util::rt::TokioIo;
use hyper_util::rt::TokioTimer;
use hyper_util::server::conn::auto;
use rustls::ServerConfig;
use tokio::io::AsyncRead;
use tokio::io::AsyncWrite;
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::time::sleep;
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;
use tower::Service as _;

use crate::Application;

/// How long a client may take to send a request's head, and stay without a request.
const HEAD_TIMEOUT: Duration = Duration::from_secs(10);

/// Requests at the same time on one connection (HTTP/2).
const MAX_STREAMS: u32 = 64;

/// How all connections are served.
#[derive(Clone)]
pub(super) struct Connections {
    application: Application,
    /// The certificate of the moment.
    certificate: Option<watch::Receiver<Arc<ServerConfig>>>,
    /// Changes, or is closed, when the service stops.
    stopped: watch::Receiver<()>,
    http: Arc<auto::Builder<TokioExecutor>>,
}

impl Connections {
    pub(super) fn new(
        application: Application,
        certificate: Option<watch::Receiver<Arc<ServerConfig>>>,
        stopped: watch::Receiver<()>,
    ) -> Self {
        let mut http = auto::Builder::new(TokioExecutor::new());
        http.http1().timer(TokioTimer::new()).header_read_timeout(HEAD_TIMEOUT);
        http.http2().timer(TokioTimer::new()).max_concurrent_streams(MAX_STREAMS).keep_alive_interval(HEAD_TIMEOUT);
        Self { application, certificate, stopped, http: Arc::new(http) }
    }

    /// Serves one until it ends, until its client dawdles or, from when the service stops, until its requests are answered.
    pub(super) async fn serve(mut self, stream: std::net::TcpStream, peer: SocketAddr) {
        self.application = crate::seen_from(peer.ip(), self.application);
        let served = match TcpStream::from_std(stream) {
            Ok(stream) => match self.certificate.take() {
                None => self.speak(stream).await,
                Some(certificate) => self.speak_tls(stream, &certificate).await,
            },
            Err(error) => Err(error.into()),
        };
        if let Err(error) = served {
            tracing::debug!(%error, "connection ended");
        }
    }

    async fn speak_tls(
        mut self,
        stream: TcpStream,
        certificate: &watch::Receiver<Arc<ServerConfig>>,
    ) -> Result<(), axum::BoxError> {
        let acceptor = TlsAcceptor::from(certificate.borrow().clone());
        tokio::select! {
            stream = timeout(HEAD_TIMEOUT, acceptor.accept(stream)) => self.speak(stream??).await,
            _ = self.stopped.changed() => Ok(()),
        }
    }

    async fn speak(
        mut self,
        stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    ) -> Result<(), axum::BoxError> {
        let has_asked = AtomicBool::new(false);
        let service = service_fn(|request| {
            has_asked.store(true, Ordering::Relaxed);
            self.application.clone().call(request)
        });
        let mut connection = pin!(self.http.serve_connection(TokioIo::new(stream), service));
        // Until there is a request, HTTP's own time-outs have not begun: it is not yet known which version is spoken.
        let mut deadline = pin!(sleep(HEAD_TIMEOUT));
        let dawdles = poll_fn(|context| {
            let waits = !has_asked.load(Ordering::Relaxed);
            if waits { deadline.as_mut().poll(context) } else { Poll::Pending }
        });
        tokio::select! {
            ended = connection.as_mut() => return ended,
            () = dawdles => return Err(io::Error::from(io::ErrorKind::TimedOut).into()),
            _ = self.stopped.changed() => {}
        }
        connection.as_mut().graceful_shutdown();
        connection.await
    }
}
