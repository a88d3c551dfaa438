//! What is around every request: whether it is let in, its id, a line in the log, its time in the metrics, headers that every
//! answer has. In one layer, because each boxes and clones all that it is around.

use std::fmt;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering;
use std::time::Instant;

use axum::extract::MatchedPath;
use axum::extract::Request;
use axum::extract::State;
use axum::http::HeaderValue;
use axum::middleware::Next;
use axum::response::IntoResponse as _;
use axum::response::Response;
use tracing::Instrument as _;

use crate::API;
use crate::App;
use crate::AppState;
use crate::client::Client;
use crate::error::ApiError;
use crate::headers;

/// Numbers requests. What a client calls its request is not taken over: it would stand in the log.
pub(crate) struct RequestIds {
    /// Tells runs of the service, and instances of it, apart.
    run: u32,
    next: AtomicU64,
}

impl fmt::Debug for RequestIds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08x}", self.run)
    }
}

impl Default for RequestIds {
    fn default() -> Self {
        // Ids are no secrets: without random octets, runs are only not told apart.
        Self { run: getrandom::u32().unwrap_or_default(), next: AtomicU64::new(1) }
    }
}

impl RequestIds {
    fn next(&self) -> String {
        format!("{:08x}-{:x}", self.run, self.next.fetch_add(1, Ordering::Relaxed))
    }
}

/// Goes around everything else.
pub(crate) async fn observe(State(state): State<App>, request: Request, next: Next) -> Response {
    let id = state.request_ids.next();
    // What is no route is a file of the page, or was made up: the address itself is neither logged nor counted.
    let route = request.extensions().get::<MatchedPath>().map_or("page", MatchedPath::as_str).to_owned();
    let span = tracing::info_span!("request", id, method = %request.method(), route);
    let begun = Instant::now();
    let admitted = match client_of(&state, &request) {
        Ok(Some(client)) => state.within(state.config.limits.request(client).await),
        Ok(None) => Ok(()),
        Err(refused) => Err(refused),
    };
    let mut response = match admitted {
        Ok(()) => next.run(request).instrument(span.clone()).await,
        Err(refused) => refused.into_response(),
    };
    headers::secure(response.headers_mut());
    let status = response.status().as_u16();
    state.metrics.request(&route, status, begun.elapsed());
    span.in_scope(|| tracing::debug!(status, elapsed_ms = begun.elapsed().as_millis(), "answered"));
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert("x-request-id", id);
    }
    response
}

/// Whom to count a request of the API for, if it is one for this service.
fn client_of(state: &AppState, request: &Request) -> Result<Option<Client>, ApiError> {
    if !request.uri().path().starts_with(API) {
        return Ok(None);
    }
    state.config.access.admits(request.headers())?;
    Ok(Some(Client::of(request.extensions(), request.headers(), &state.config.trusted_proxies)))
}
