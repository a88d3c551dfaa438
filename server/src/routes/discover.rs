//! `POST /api/v1/discover`: finds settings for an e-mail address.

use std::sync::Arc;

use aide::transform::TransformOperation;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::StatusCode;
use serde_json::json;
use smtp_doctor_core::report::DiscoverRequest;
use smtp_doctor_core::report::Discovery;

use crate::client::Client;
use crate::error::ApiError;
use crate::json::Json;
use crate::openapi;
use crate::state::AppState;

pub(crate) async fn post(
    State(state): State<Arc<AppState>>,
    client: Client,
    headers: HeaderMap,
    Json(request): Json<DiscoverRequest>,
) -> Result<Json<Discovery>, ApiError> {
    let caller = state.config.access.authorize(&headers, None)?;
    state.check_limit(state.config.limits.count_probe(&caller, client).await)?;
    // Discovery opens connections like a probe, so it takes a slot.
    let _slot = state.queue.acquire().await?;
    let found = smtp_doctor_probe::discover(&state.probe, &request.email).await;
    found.map(Json).map_err(|why| ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid-address", why.to_string()))
}

pub(crate) fn docs(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("discover")
        .summary("Find settings for an address")
        .description("Queries the domain's records and tries likely servers up to EHLO. Sends no credentials.")
        .with(|it| openapi::example(it, &json!({"email": "a@example.com"})))
        .with(openapi::opens_connections)
}
