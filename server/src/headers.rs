//! Headers of every answer.

use std::sync::Arc;

use axum::Router;
use axum::http::HeaderName;
use axum::http::HeaderValue;
use axum::http::header;
use axum::response::Response;
use tower_http::set_header::SetResponseHeaderLayer;

use crate::state::AppState;

/// Of pages. Scripts and styles from here only; WebAssembly may be compiled, `eval` may not; nobody may frame the page.
const PAGE_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Of everything else, which is neither shown nor framed.
const DATA_POLICY: &str = "default-src 'none'; frame-ancestors 'none'";

/// The policy of a page that these origins may frame.
pub(crate) fn policy_framed_by(ancestors: &str) -> Option<HeaderValue> {
    let policy = PAGE_POLICY.replace("frame-ancestors 'none'", &format!("frame-ancestors {ancestors}"));
    HeaderValue::from_str(&policy).ok()
}

/// Adds the security headers where an answer does not set its own: it is not stored, not taken for another media type, and
/// read by no other origin.
pub(crate) fn secured(routes: Router<Arc<AppState>>) -> Router<Arc<AppState>> {
    routes.layer((
        of_all(header::CACHE_CONTROL, "no-store"),
        of_all(header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        of_all(HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        SetResponseHeaderLayer::if_not_present(header::CONTENT_SECURITY_POLICY, |response: &Response| {
            Some(HeaderValue::from_static(if is_page(response) { PAGE_POLICY } else { DATA_POLICY }))
        }),
        of_pages(header::REFERRER_POLICY, "no-referrer"),
        of_pages(HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        of_pages(HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
    ))
}

fn of_all(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
}

fn of_pages(
    name: HeaderName,
    value: &'static str,
) -> SetResponseHeaderLayer<impl Fn(&Response) -> Option<HeaderValue> + Clone> {
    let value = HeaderValue::from_static(value);
    SetResponseHeaderLayer::if_not_present(name, move |response: &Response| is_page(response).then(|| value.clone()))
}

fn is_page(response: &Response) -> bool {
    response.headers().get(header::CONTENT_TYPE).is_some_and(|it| it.as_bytes().starts_with(b"text/html"))
}
