//! What is around every request: whether it is let in, its id, a line in the log, its time in the metrics, headers that every
//! answer has, and an answer even where a handler panicked.

use std::convert::Infallible;
use std::fmt;
use std::net::IpAddr;
use std::net::Ipv4Addr;
use std::panic::AssertUnwindSafe;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering;
use std::task::Context;
use std::task::Poll;
use std::time::Instant;

use axum::BoxError;
use axum::Router;
use axum::body::Body;
use axum::body::Bytes;
use axum::body::HttpBody;
use axum::extract::Request;
use axum::http::HeaderMap;
use axum::http::HeaderValue;
use axum::response::IntoResponse as _;
use axum::response::Response;
use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use tower::Service;
use tracing::Instrument as _;

use crate::API;
use crate::App;
use crate::AppState;
use crate::client::Client;
use crate::error::ApiError;
use crate::headers;
use crate::headers::X_REQUEST_ID;
use crate::openapi;
use crate::openapi::OPERATIONS;

/// The number of a request. What a client calls its request is not taken over: it would stand in the log.
#[derive(Clone, Copy)]
struct RequestId {
    run: u32,
    number: u64,
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.run, self.number)
    }
}

impl RequestId {
    fn header(self) -> Option<HeaderValue> {
        let (mut run, mut number) = (itoa::Buffer::new(), itoa::Buffer::new());
        let text = [run.format(self.run), "-", number.format(self.number)].concat();
        HeaderValue::try_from(text).ok()
    }
}

/// Numbers requests.
#[derive(Debug)]
pub(crate) struct RequestIds {
    /// Tells runs of the service, and instances of it, apart.
    run: u32,
    next: AtomicU64,
}

impl Default for RequestIds {
    fn default() -> Self {
        // Ids are no secrets: without random octets, runs are only not told apart.
        Self { run: getrandom::u32().unwrap_or_default(), next: AtomicU64::new(1) }
    }
}

impl RequestIds {
    fn next(&self) -> RequestId {
        RequestId { run: self.run, number: self.next.fetch_add(1, Ordering::Relaxed) }
    }
}

/// The routes, and what is around every request of them.
///
/// It is one service around the router and not layers in it, because a router boxes and clones each layer for each request.
#[derive(Clone, Debug)]
pub struct Observed {
    state: App,
    routes: Router,
    /// Who is at the other end of the connection: a client, or a proxy.
    pub(crate) peer: IpAddr,
}

impl Observed {
    pub(crate) fn new(state: App, routes: Router) -> Self {
        Self { state, routes, peer: Ipv4Addr::LOCALHOST.into() }
    }
}

impl<B> Service<Request<B>> for Observed
where
    B: HttpBody<Data = Bytes> + Send + 'static,
    B::Error: Into<BoxError>,
{
    type Response = Response;
    type Error = Infallible;
    type Future = BoxFuture<'static, Result<Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        answer(self.state, self.peer, self.routes.clone(), request.map(Body::new)).map(Ok).boxed()
    }
}

async fn answer(state: App, peer: IpAddr, mut routes: Router, mut request: Request) -> Response {
    let (id, begun) = (state.request_ids.next(), Instant::now());
    let path = request.uri().path();
    let is_api = path.starts_with(API);
    let operation = openapi::operation(path);
    let route = openapi::route(operation);
    // Only what opens connections has something to say at the usual level; a span takes longer than a whole check.
    let span = if operation.is_some_and(|it| OPERATIONS[it].connects) {
        tracing::info_span!("request", %id, method = %request.method(), route)
    } else {
        tracing::debug_span!("request", %id, method = %request.method(), route)
    };
    let client = Client::behind(peer, request.headers(), &state.config.trusted_proxies);
    let admitted = if is_api { admit(state, client, request.headers()).await } else { Ok(()) };
    request.extensions_mut().insert(client);
    let mut response = match admitted {
        Ok(()) => {
            let answering = AssertUnwindSafe(routes.call(request).instrument(span.clone())).catch_unwind();
            answering.await.unwrap_or_else(|_| Ok(panicked(id, route))).unwrap_or_else(|never| match never {})
        }
        Err(refused) => refused.into_response(),
    };
    let status = response.status().as_u16();
    let headers = response.headers_mut();
    headers::secure(headers, is_api);
    if let Some(id) = id.header() {
        headers.insert(X_REQUEST_ID, id);
    }
    let elapsed = begun.elapsed();
    state.metrics.request(operation, status, elapsed);
    span.in_scope(|| tracing::debug!(status, elapsed_ms = elapsed.as_millis(), "answered"));
    response
}

/// Counts a request of the API, if it is for this service.
async fn admit(state: &AppState, client: Client, headers: &HeaderMap) -> Result<(), ApiError> {
    state.config.access.admits(headers)?;
    state.within(state.config.limits.request(client).await)
}

/// A bug: the request ends with an error, the service goes on. What panicked is not shown.
fn panicked(id: RequestId, route: &str) -> Response {
    tracing::error!(%id, route, "a request handler panicked");
    ApiError::internal().into_response()
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;
    use axum::routing::get;
    use smtp_doctor_probe::Trust;
    use smtp_doctor_probe::net::Net;
    use smtp_doctor_probe::policy::TargetPolicy;

    use super::*;
    use crate::Config;

    #[tokio::test]
    async fn a_bug_in_a_handler_is_answered_and_says_nothing() {
        let net = Net::from_system(TargetPolicy::default()).unwrap();
        let probe = smtp_doctor_probe::Context::new(net, Trust::from_system(None).unwrap());
        let routes = Router::new().route("/api/v1/check", get(|| async { panic!("canary") as StatusCode }));
        let mut service = Observed::new(crate::for_ever(AppState::new(probe, Config::default())), routes);
        let request = || Request::get("/api/v1/check").body(Body::empty()).unwrap();
        for _ in 0..2 {
            let answer = service.call(request()).await.unwrap();
            assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR);
            assert!(answer.headers().contains_key(X_REQUEST_ID));
            let body = axum::body::to_bytes(answer.into_body(), 10_000).await.unwrap();
            assert!(!body.windows(6).any(|it| it == b"canary"), "{body:?}");
        }
        assert!(service.state.metrics.text().contains("route=\"/api/v1/check\",status=\"500\"} 2"));
    }
}
