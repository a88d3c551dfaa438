//! `POST /api/v1/explain`: explains an error text, as the page and the command do.

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

use crate::blocking::run_blocking;
use crate::error::ApiError;
use crate::json::Json;
use crate::json::LargeJson;
use crate::openapi;
use crate::wording::Wording;

/// Room for JSON escapes and settings besides the text.
pub(crate) const MAX_BODY: usize = 2 * MAX_TEXT + 65_536;

/// A text to explain.
#[derive(Deserialize, JsonSchema)]
#[schemars(rename = "ExplainRequest")]
#[serde(deny_unknown_fields)]
pub(crate) struct Request {
    /// The error text, a log or a returned message.
    text: String,
    /// The settings in use. They make the explanation more precise.
    settings: Option<SettingsForm>,
    /// The stage in which the error occurred, if known.
    stage: Option<Stage>,
}

pub(crate) async fn post(
    wording: Wording,
    LargeJson(request, _reserved): LargeJson<Request>,
) -> Result<Json<Explanation>, ApiError> {
    if request.text.len() > MAX_TEXT {
        return Err(ApiError::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "too-large",
            format!("The text is longer than {MAX_TEXT} bytes. Send only the lines around the error."),
        ));
    }
    let explained = move || explain(&request.text, request.stage, request.settings.as_ref());
    Ok(Json(wording.apply(run_blocking(explained).await?)))
}

pub(crate) fn docs(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("explain")
        .summary("Explain an error text")
        .description("Explains a line, a log or a returned message, most likely cause first. Settings and stage make it more precise.")
        .with(|it| openapi::example(it, &json!({"text": "554 5.7.1 <a@example.net>: Relay access denied"})))
}
