//! The page: precompressed files of `dist/`, embedded in the binary.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::HeaderValue;
use axum::http::Method;
use axum::http::Response;
use axum::http::StatusCode;
use axum::http::Uri;
use axum::http::header;
use axum::response::IntoResponse;
use rust_embed::RustEmbed;

use crate::error::ApiError;
use crate::path::API;
use crate::state::AppState;

#[derive(RustEmbed)]
#[folder = "../dist"]
#[allow_missing = true]
struct Dist;

/// Encodings of the precompressed files, best first.
const ENCODINGS: [(&str, &str); 2] = [("br", ".br"), ("gzip", ".gz")];

/// Serves a file of the page, or a 404 problem.
pub(crate) async fn serve(method: Method, uri: Uri, headers: HeaderMap) -> Response<Body> {
    let path = match uri.path().trim_start_matches('/') {
        "" => "index.html",
        path => path,
    };
    if uri.path().starts_with(API) {
        return ApiError::not_found(format!("Nothing was found at {}.", uri.path())).into_response();
    }
    if method != Method::GET && method != Method::HEAD {
        return ApiError::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "method-not-allowed",
            "The page accepts only GET and HEAD.",
        )
        .into_response();
    }
    let compressed_name = path.ends_with(".br") || path.ends_with(".gz");
    match Dist::get(path).filter(|_| !compressed_name) {
        Some(file) => file_response(path, &file, &headers),
        None if path == "index.html" => {
            ApiError::not_found("This binary was built without the page. Run `cargo xtask web`, then build again.")
                .into_response()
        }
        None => ApiError::not_found(format!("Nothing was found at {}.", uri.path())).into_response(),
    }
}

/// The bare element, for frames in sites that the operator names.
pub(crate) async fn embed(State(state): State<Arc<AppState>>, headers: HeaderMap) -> Response<Body> {
    const PATH: &str = "npm/embed.html";
    let Some(file) = Dist::get(PATH) else {
        return ApiError::not_found("This binary was built without the page.").into_response();
    };
    let mut response = file_response(PATH, &file, &headers);
    if let Some(policy) = crate::headers::page_policy_framed_by(&state.config.access.frame_ancestors()) {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

fn file_response(path: &str, file: &rust_embed::EmbeddedFile, request: &HeaderMap) -> Response<Body> {
    let etag = format!("\"{}\"", hex(&file.metadata.sha256_hash()[..12]));
    let known = request.get(header::IF_NONE_MATCH).is_some_and(|it| it.as_bytes() == etag.as_bytes());
    let (body, encoding) = if known { (Body::empty(), None) } else { encoded(path, file, request) };
    let mut response = Response::new(body);
    if known {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
    }
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type(path)));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(encoding) = encoding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    // File names under `assets/` contain a hash of the content.
    let cache = if path.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    if path.starts_with("npm/") {
        // Other sites load the npm package from here. It contains no user data.
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        headers.insert("cross-origin-resource-policy", HeaderValue::from_static("cross-origin"));
    }
    if let Ok(etag) = HeaderValue::from_str(&etag) {
        headers.insert(header::ETAG, etag);
    }
    response
}

/// The body in the best available encoding that the client accepts.
fn encoded(path: &str, file: &rust_embed::EmbeddedFile, request: &HeaderMap) -> (Body, Option<&'static str>) {
    let accepted = request.get(header::ACCEPT_ENCODING).and_then(|it| it.to_str().ok()).unwrap_or_default();
    for (encoding, suffix) in ENCODINGS {
        let accepts = accepted.split(',').any(|it| {
            let (name, quality) = it.split_once(';').unwrap_or((it, ""));
            name.trim().eq_ignore_ascii_case(encoding) && !matches!(quality.trim(), "q=0" | "q=0.0")
        });
        if accepts && let Some(compressed) = Dist::get(&format!("{path}{suffix}")) {
            return (Body::from(compressed.data.into_owned()), Some(encoding));
        }
    }
    (Body::from(file.data.clone().into_owned()), None)
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "css" => "text/css; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" | "webmanifest" => "application/json",
        "svg" => "image/svg+xml",
        "txt" => "text/plain; charset=utf-8",
        "wasm" => "application/wasm",
        _ => "application/octet-stream",
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
