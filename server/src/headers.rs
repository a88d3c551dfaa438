//! Headers of every response.

use std::sync::Arc;

use axum::Router;
use axum::http::HeaderName;
use axum::http::HeaderValue;
use axum::http::header;
use axum::response::Response;
use tower_http::set_header::SetResponseHeaderLayer;

use crate::state::AppState;

/// The policy of pages: scripts and styles only from this origin, WebAssembly but no `eval`, no framing.
const PAGE_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The policy of everything else, which is never shown or framed.
const DEFAULT_POLICY: &str = "default-src 'none'; frame-ancestors 'none'";

/// The policy of a page that `ancestors` may frame.
pub(crate) fn page_policy_framed_by(ancestors: &str) -> Option<HeaderValue> {
    let policy = PAGE_POLICY.replace("frame-ancestors 'none'", &format!("frame-ancestors {ancestors}"));
    HeaderValue::from_str(&policy).ok()
}

/// Adds security headers unless the response sets its own: no caching, no media type sniffing, no reads by other
/// origins.
pub(crate) fn with_security_headers(routes: Router<Arc<AppState>>) -> Router<Arc<AppState>> {
    routes.layer((
        default_header(header::CACHE_CONTROL, "no-store"),
        default_header(header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        default_header(HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        SetResponseHeaderLayer::if_not_present(header::CONTENT_SECURITY_POLICY, |response: &Response| {
            Some(HeaderValue::from_static(if is_page(response) { PAGE_POLICY } else { DEFAULT_POLICY }))
        }),
        default_page_header(header::REFERRER_POLICY, "no-referrer"),
        default_page_header(HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        default_page_header(HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
    ))
}

/// A header for every response.
fn default_header(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
}

/// A header for HTML responses.
fn default_page_header(
    name: HeaderName,
    value: &'static str,
) -> SetResponseHeaderLayer<impl Fn(&Response) -> Option<HeaderValue> + Clone> {
    let value = HeaderValue::from_static(value);
    SetResponseHeaderLayer::if_not_present(name, move |response: &Response| is_page(response).then(|| value.clone()))
}

fn is_page(response: &Response) -> bool {
    response.headers().get(header::CONTENT_TYPE).is_some_and(|it| it.as_bytes().starts_with(b"text/html"))
}
