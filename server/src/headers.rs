//! Headers of every answer.

use std::sync::LazyLock;

use axum::http::HeaderMap;
use axum::http::HeaderName;
use axum::http::HeaderValue;
use axum::http::header;

/// Scripts and styles from here only; WebAssembly may be compiled, `eval` may not; nobody may frame the page.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The policy of a page that these may frame.
pub(crate) fn policy_framed_by(ancestors: &str) -> Option<HeaderValue> {
    let policy = CONTENT_SECURITY_POLICY.replace("frame-ancestors 'none'", &format!("frame-ancestors {ancestors}"));
    HeaderValue::from_str(&policy).ok()
}

/// What every answer gets: it is not kept, not taken for something else, and read by no other origin.
static OF_ALL: [(HeaderName, HeaderValue); 3] = [
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
];

/// What the page gets besides, which scripts run in.
static OF_PAGE: [(HeaderName, HeaderValue); 4] = [
    (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(CONTENT_SECURITY_POLICY)),
    (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), geolocation=(), microphone=()"),
    ),
];

/// What data gets besides, which is no page and is not framed.
static OF_DATA: [(HeaderName, HeaderValue); 1] =
    [(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'"))];

/// The number of a request.
pub(crate) const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// All headers of data, with the names of those whose values are still to come. To clone them is faster than to look for the
/// place of each.
static BEGINNING: LazyLock<HeaderMap> = LazyLock::new(|| {
    let later = [header::CONTENT_TYPE, header::CONTENT_LENGTH, X_REQUEST_ID];
    let later = later.map(|it| (it, HeaderValue::from_static("")));
    // Each insertion makes sure of a place more, even where it replaces: with that, nothing grows.
    let mut headers = HeaderMap::with_capacity(8);
    headers.extend(OF_ALL.iter().chain(&OF_DATA).cloned().chain(later));
    headers
});

/// The headers that an answer with data, of so many octets, begins with.
pub(crate) fn of_data(media_type: HeaderValue, length: usize) -> HeaderMap {
    let mut headers = BEGINNING.clone();
    headers.insert(header::CONTENT_TYPE, media_type);
    headers.insert(header::CONTENT_LENGTH, length.into());
    headers
}

/// Adds the security headers where an answer does not set its own; what says nothing about caching is not cached. What
/// began with those of data has them.
pub(crate) fn secure(headers: &mut HeaderMap, is_data: bool) {
    if headers.contains_key(header::X_CONTENT_TYPE_OPTIONS) {
        return;
    }
    let own: &[_] = if is_data { &OF_DATA } else { &OF_PAGE };
    for (name, value) in OF_ALL.iter().chain(own) {
        headers.entry(name).or_insert_with(|| value.clone());
    }
}
