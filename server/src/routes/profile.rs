//! `GET /api/v1/profile`: the portal profile, for the page. Empty where the operator gave none.

use axum::extract::State;
use smtp_doctor_core::report::PortalProfile;

use crate::App;
use crate::json::Json;

pub(crate) async fn get(State(state): State<App>) -> Json<PortalProfile> {
    Json(PortalProfile::clone(&state.config.portal))
}
