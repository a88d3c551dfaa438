//! `GET /api/v1/profile`: the portal profile for the page. Empty if the operator configured none.

use std::sync::Arc;

use aide::transform::TransformOperation;
use axum::extract::State;
use smtp_doctor_core::report::PortalProfile;

use crate::json::Json;
use crate::state::AppState;

pub(crate) async fn get(State(state): State<Arc<AppState>>) -> Json<PortalProfile> {
    Json(PortalProfile::clone(&state.config.portal))
}

pub(crate) fn docs(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("profile").summary("Get the portal profile")
}
