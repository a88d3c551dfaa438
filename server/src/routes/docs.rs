//! `GET /api/v1/openapi.json`: the OpenAPI document; `GET /docs`: the same as a page.

use std::sync::Arc;

use aide::transform::TransformOperation;
use axum::Extension;
use axum::body::Bytes;
use axum::http::header;
use axum::response::Html;
use axum::response::IntoResponse as _;
use axum::response::Response;
use serde_json::Map;
use serde_json::Value;

use crate::json::Json;
use crate::openapi::Documents;
use crate::openapi::STYLE;

pub(crate) async fn document(Extension(documents): Extension<Arc<Documents>>) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], documents.json.clone()).into_response()
}

pub(crate) fn document_docs(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("openapi").summary("Get this OpenAPI document").response::<200, Json<Map<String, Value>>>()
}

pub(crate) async fn page(Extension(documents): Extension<Arc<Documents>>) -> Html<Bytes> {
    Html(documents.page.clone())
}

/// A separate file, because the page policy forbids inline styles.
pub(crate) async fn style() -> Response {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], STYLE.as_str()).into_response()
}
