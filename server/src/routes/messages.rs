//! `POST /api/v1/messages/check`: checks a message itself.

use aide::transform::TransformOperation;
use axum::http::StatusCode;
use serde_json::json;
use smtp_doctor_core::message;
use smtp_doctor_core::message::MAX_MESSAGE;
use smtp_doctor_core::message::MessageError;
use smtp_doctor_core::message::MessageForm;
use smtp_doctor_core::message::MessageReport;

use crate::blocking::run_blocking;
use crate::error::ApiError;
use crate::json::Json;
use crate::json::LargeJson;
use crate::openapi;
use crate::wording::Wording;

/// Room for a message in Base64 and its envelope.
pub(crate) const MAX_BODY: usize = MAX_MESSAGE / 3 * 4 + 1_000_000;

pub(crate) async fn check(
    wording: Wording,
    LargeJson(form, _reserved): LargeJson<MessageForm>,
) -> Result<Json<MessageReport>, ApiError> {
    match run_blocking(move || message::check(&form)).await? {
        Ok(report) => Ok(Json(wording.apply(report))),
        Err(why @ MessageError::TooLarge) => {
            Err(ApiError::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", why.to_string()))
        }
        Err(why) => Err(ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, "no-message", why.to_string())),
    }
}

pub(crate) fn docs(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("check_message")
        .summary("Check a message")
        .description("Checks the message itself: lines, header, parts, HTML, size and envelope. Nothing is sent.")
        .with(|it| openapi::example(it, &json!({"parts": {"from": "a@example.com", "to": "b@example.com", "subject": "Report", "text": "Hello"}})))
}
