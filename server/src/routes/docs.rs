//! `GET /api/v1/openapi.json`: the API's own description; `GET /docs`: the same for people.

use axum::http::header;
use axum::response::Html;
use axum::response::IntoResponse;

use crate::openapi;

pub(crate) async fn document() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "application/json")], openapi::JSON.as_str())
}

pub(crate) async fn page() -> Html<&'static str> {
    Html(openapi::PAGE.as_str())
}

/// The policy of all pages forbids styles in the page itself.
pub(crate) async fn style() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], openapi::STYLE.as_str())
}
