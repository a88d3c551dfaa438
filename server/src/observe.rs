//! Middleware for every request: request ID, log span, metrics, response headers, CORS, and a response after a panic.

use std::any::Any;
use std::sync::Arc;
use std::time::Duration;
use std::time::Instant;

use axum::Router;
use axum::extract::MatchedPath;
use axum::extract::Request;
use axum::extract::State;
use axum::http::HeaderName;
use axum::http::HeaderValue;
use axum::http::Method;
use axum::http::header;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::middleware::from_fn_with_state;
use axum::response::IntoResponse as _;
use axum::response::Response;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::cors::AllowOrigin;
use tower_http::cors::CorsLayer;
use tower_http::propagate_header::PropagateHeaderLayer;
use tower_http::set_header::SetRequestHeaderLayer;
use tower_http::trace::TraceLayer;
use tracing::Span;

use crate::error::ApiError;
use crate::headers;
use crate::path::API;
use crate::state::AppState;

/// The header with the request ID, in requests and responses.
const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The route label of page files. Clients choose the path itself, so it is neither logged nor counted.
const PAGE: &str = "page";

/// Wraps `routes` in all middleware.
pub(crate) fn with_layers(routes: Router<Arc<AppState>>, state: &Arc<AppState>) -> Router<Arc<AppState>> {
    let ids = state.clone();
    let layers = ServiceBuilder::new()
        // Replaces an ID from the client, which would otherwise appear in the log.
        .layer(SetRequestHeaderLayer::overriding(X_REQUEST_ID, move |_: &Request| ids.request_ids.next()))
        .layer(PropagateHeaderLayer::new(X_REQUEST_ID))
        .layer(
            TraceLayer::new_for_http()
                .make_span_with(span)
                .on_request(())
                .on_response(log_response)
                .on_eos(())
                .on_failure(()),
        )
        .layer(from_fn_with_state(state.clone(), record_metrics))
        .option_layer(cors(&state.config.access.origins))
        .layer(CatchPanicLayer::custom(on_panic));
    headers::with_security_headers(routes.layer(layers))
}

/// The span of a request. The route is the matched pattern, not the path.
fn span(request: &Request) -> Span {
    let id = request.headers().get(X_REQUEST_ID).and_then(|it| it.to_str().ok()).unwrap_or_default();
    let route = request.extensions().get().map_or(PAGE, MatchedPath::as_str);
    tracing::info_span!("request", id, method = %request.method(), route)
}

fn log_response(response: &Response, elapsed: Duration, _: &Span) {
    tracing::debug!(status = response.status().as_u16(), elapsed_ms = elapsed.as_millis(), "answered");
}

/// Counts a request in the metrics.
async fn record_metrics(
    State(state): State<Arc<AppState>>,
    matched: Option<MatchedPath>,
    request: Request,
    next: Next,
) -> Response {
    let started = Instant::now();
    let response = next.run(request).await;
    let route = matched.as_ref().map_or(PAGE, MatchedPath::as_str);
    state.metrics.request(route, response.status().as_u16(), started.elapsed());
    response
}

/// Allows `origins` to read API responses. Without origins, there are no CORS headers.
fn cors(origins: &[String]) -> Option<CorsLayer> {
    if origins.is_empty() {
        return None;
    }
    let origins: Vec<HeaderValue> = origins.iter().filter_map(|it| it.parse().ok()).collect();
    let may_read =
        move |origin: &HeaderValue, request: &Parts| request.uri.path().starts_with(API) && origins.contains(origin);
    let layer = CorsLayer::new()
        .allow_origin(AllowOrigin::predicate(may_read))
        .allow_methods([Method::GET, Method::POST])
        .allow_headers([header::ACCEPT, header::AUTHORIZATION, header::CONTENT_TYPE]);
    Some(layer)
}

/// Answers a panic with an internal error and keeps the service running. The panic message is not shown.
fn on_panic(_: Box<dyn Any + Send>) -> Response {
    tracing::error!("a request handler panicked");
    ApiError::internal().into_response()
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use axum::http::StatusCode;
    use axum::routing::get;
    use smtp_doctor_probe::Context;
    use smtp_doctor_probe::Trust;
    use smtp_doctor_probe::net::Net;
    use smtp_doctor_probe::policy::TargetPolicy;
    use tower::ServiceExt as _;

    use super::*;
    use crate::config::Config;

    #[tokio::test]
    async fn a_panic_in_a_handler_becomes_an_internal_error_without_details() {
        let net = Net::from_system(TargetPolicy::default()).unwrap();
        let probe = Context::new(net, Trust::from_system(None).unwrap());
        let state = Arc::new(AppState::new(probe, Config::default()));
        let routes = Router::new().route("/api/v1/check", get(|| async { panic!("canary") as StatusCode }));
        let service = with_layers(routes, &state).with_state(state.clone());
        for _ in 0..2 {
            let request = Request::get("/api/v1/check").body(Body::empty()).unwrap();
            let answer = service.clone().oneshot(request).await.unwrap();
            assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR);
            assert!(answer.headers().contains_key(X_REQUEST_ID));
            let body = axum::body::to_bytes(answer.into_body(), 10_000).await.unwrap();
            assert!(!body.windows(6).any(|it| it == b"canary"), "{body:?}");
        }
        assert!(state.metrics.text().contains("route=\"/api/v1/check\",status=\"500\"} 2"));
    }
}
