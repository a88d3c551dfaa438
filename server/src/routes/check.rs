//! `POST /api/v1/check`: a form is checked, as the page does it.

use smtp_doctor_core::catalogue::Findings;
use smtp_doctor_core::check;
use smtp_doctor_core::settings::SettingsForm;

use crate::json::Json;
use crate::routes::Wording;

pub(crate) async fn post(wording: Wording, Json(form): Json<SettingsForm>) -> Json<Findings> {
    Json(wording.of(Findings { findings: check(&form) }))
}
