//! `POST /api/v1/explain`: what an error text means, as page and command say it.

use aide::transform::TransformOperation;
use axum::http::StatusCode;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;
use smtp_doctor_core::explain;
use smtp_doctor_core::explain::Explanation;
use smtp_doctor_core::explain::MAX_TEXT;
use smtp_doctor_core::model::Stage;
use smtp_doctor_core::settings::SettingsForm;

use crate::blocking::aside;
use crate::error::ApiError;
use crate::json::Json;
use crate::json::Large;
use crate::openapi;
use crate::wording::Wording;

/// A body has escapes and perhaps settings beside the text.
pub(crate) const MAX_BODY: usize = 2 * MAX_TEXT + 65_536;

/// A text to explain.
#[derive(Deserialize, JsonSchema)]
#[schemars(rename = "ExplainRequest")]
#[serde(deny_unknown_fields)]
pub(crate) struct Request {
    /// What the program printed.
    text: String,
    /// The settings in use, which sharpen the answer.
    settings: Option<SettingsForm>,
    /// The stage in which it came, where the caller knows it.
    stage: Option<Stage>,
}

pub(crate) async fn post(
    wording: Wording,
    Large(request, _room): Large<Request>,
) -> Result<Json<Explanation>, ApiError> {
    if request.text.len() > MAX_TEXT {
        return Err(ApiError::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "too-large",
            format!("The text has more than {MAX_TEXT} bytes. Send the lines around the error."),
        ));
    }
    let explained = move || explain(&request.text, request.stage, request.settings.as_ref());
    Ok(Json(wording.of(aside(explained).await?)))
}

pub(crate) fn docs(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("explain")
        .summary("Explain an error text")
        .description("A line, a log or a returned mail: what it means, the most likely first. Settings and stage sharpen the answer.")
        .with(|it| openapi::example(it, &json!({"text": "554 5.7.1 <a@example.net>: Relay access denied"})))
}
