//! `POST /api/v1/check`: a form is checked, as the page does it.

use axum::extract::Query;
use smtp_doctor_core::check;
use smtp_doctor_core::finding::Findings;
use smtp_doctor_core::settings::SettingsForm;

use crate::json::Json;
use crate::routes::TextChoice;
use crate::routes::TextQuery;

pub(crate) async fn post(Query(query): Query<TextQuery>, Json(form): Json<SettingsForm>) -> Json<Findings> {
    let findings = Findings { findings: check(&form) };
    Json(if query.text == TextChoice::Full { findings.described() } else { findings })
}
