//! `POST /api/v1/check`: a form is checked, as the page does it.

use smtp_doctor_core::check;
use smtp_doctor_core::finding::Findings;
use smtp_doctor_core::settings::SettingsForm;

use crate::json::Json;
use crate::routes::WithText;

pub(crate) async fn post(WithText(with_text): WithText, Json(form): Json<SettingsForm>) -> Json<Findings> {
    let findings = Findings { findings: check(&form) };
    Json(if with_text { findings.described() } else { findings })
}
