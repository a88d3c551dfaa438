//! `POST /api/v1/check`: checks a settings form, as the page does.

use aide::transform::TransformOperation;
use serde_json::json;
use smtp_doctor_core::catalogue::Findings;
use smtp_doctor_core::check;
use smtp_doctor_core::settings::SettingsForm;

use crate::json::Json;
use crate::openapi;
use crate::wording::Wording;

pub(crate) async fn post(wording: Wording, Json(form): Json<SettingsForm>) -> Json<Findings> {
    Json(wording.apply(Findings { findings: check(&form) }))
}

pub(crate) fn docs(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("check")
        .summary("Check settings")
        .description(
            "Returns every problem that the settings alone show, in form order. Opens no connections and stores nothing.",
        )
        .with(|it| {
            openapi::example(
                it,
                &json!({"server": "smtp.gmial.com", "port": 587, "security": "starttls", "from": "a@example.com"}),
            )
        })
}
