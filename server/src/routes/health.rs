//! `GET /healthz`, `/readyz`, `/metrics`: for operators and their tools.

use std::sync::Arc;

use aide::transform::TransformOperation;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header;
use axum::response::IntoResponse;
use axum::response::Response;
use schemars::JsonSchema;
use serde::Serialize;

use crate::client::Client;
use crate::error::ApiError;
use crate::json::Json;
use crate::openapi;
use crate::state::AppState;

/// The state of the service.
#[derive(JsonSchema, Serialize)]
pub(crate) struct Health {
    /// `ok` or `ready`.
    status: &'static str,
    /// The version of smtp-doctor.
    version: &'static str,
}

/// The process is alive.
pub(crate) async fn healthz() -> Json<Health> {
    Json(Health { status: "ok", version: env!("CARGO_PKG_VERSION") })
}

pub(crate) fn healthz_docs(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("healthz").summary("Check that the service is alive")
}

/// The service accepts new requests. False while it stops.
pub(crate) async fn readyz(State(state): State<Arc<AppState>>) -> Result<Json<Health>, ApiError> {
    if state.is_draining() {
        return Err(ApiError::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "stopping",
            "This instance is stopping. Try again in a few seconds.",
        )
        .retry_after(5));
    }
    Ok(Json(Health { status: "ready", version: env!("CARGO_PKG_VERSION") }))
}

pub(crate) fn readyz_docs(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("readyz").summary("Check that the service accepts requests").with(|mut operation| {
        openapi::add_errors(operation.inner_mut(), &[503]);
        operation
    })
}

/// Metrics, for networks that may read them. All others get the same 404 as for an unknown path.
pub(crate) async fn metrics(State(state): State<Arc<AppState>>, client: Client) -> Response {
    if !state.config.metrics_for.iter().any(|net| net.contains(&client.0)) {
        return ApiError::not_found("Nothing was found at /metrics.").into_response();
    }
    let media_type = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    ([(header::CONTENT_TYPE, media_type)], state.metrics.text()).into_response()
}
