//! JSON extractors and responses. Invalid JSON gets a problem document.

use std::sync::Arc;
use std::time::Duration;

use axum::body::HttpBody as _;
use axum::extract::FromRequest;
use axum::extract::Request;
use axum::extract::rejection::JsonRejection;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::response::Response;
use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::timeout;

use crate::error::ApiError;
use crate::state::AppState;

/// The time limit for a whole request body. The time-outs of layers apply to each chunk, so a client could send single
/// bytes for days.
const BODY_TIMEOUT: Duration = Duration::from_secs(10);

/// A JSON body. Requests must declare `application/json`, which forms of other sites cannot do.
pub(crate) struct Json<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Json<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        match timeout(BODY_TIMEOUT, axum::Json::from_request(request, state)).await {
            Ok(Ok(axum::Json(value))) => Ok(Self(value)),
            Ok(Err(rejection)) => Err(rejection_problem(&rejection)),
            Err(_) => {
                let detail = format!(
                    "The request body did not arrive within {} seconds. Send it again.",
                    BODY_TIMEOUT.as_secs()
                );
                Err(ApiError::new(StatusCode::REQUEST_TIMEOUT, "too-slow", detail))
            }
        }
    }
}

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        axum::Json(self.0).into_response()
    }
}

/// A large JSON body, with its memory reserved until this is dropped.
pub(crate) struct LargeJson<T>(pub(crate) T, pub(crate) OwnedSemaphorePermit);

impl<T: DeserializeOwned> FromRequest<Arc<AppState>> for LargeJson<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &Arc<AppState>) -> Result<Self, ApiError> {
        // The declared length, or the limit of the route.
        let max_bytes = request.body().size_hint().upper().unwrap_or(u64::MAX);
        let reserved = state.body_memory.reserve(max_bytes).await?;
        let Json(value) = Json::from_request(request, state).await?;
        Ok(Self(value, reserved))
    }
}

fn rejection_problem(rejection: &JsonRejection) -> ApiError {
    let code = match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => return ApiError::too_large(),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => "not-json",
        StatusCode::UNPROCESSABLE_ENTITY => "unexpected-json",
        _ => "malformed-json",
    };
    ApiError::new(rejection.status(), code, redact_values(&rejection.body_text()))
}

/// The JSON error without quoted values: one of them may be a password in the wrong field.
fn redact_values(why: &str) -> String {
    let quoted = [
        ("invalid type: string \"", "\", expected "),
        ("invalid type: integer `", "`, expected "),
        ("invalid type: floating point `", "`, expected "),
        ("invalid value: string \"", "\", expected "),
        ("unknown variant `", "`, expected "),
    ];
    for (before, after) in quoted {
        if let (Some(begin), Some(end)) = (why.find(before), why.rfind(after)) {
            let begin = begin + before.len();
            if begin <= end {
                return format!("{}..{}", &why[..begin], &why[end..]);
            }
        }
    }
    why.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_errors_quote_no_values() {
        let why = |json: &str| {
            let error = serde_json::from_str::<smtp_doctor_core::settings::SettingsForm>(json).unwrap_err();
            redact_values(&error.to_string())
        };
        assert!(why(r#"{"auth": "canary\", expected x"}"#).starts_with("invalid type: string \"..\", expected "));
        assert!(why(r#"{"auth": {"method": "canary`, expected y"}}"#).starts_with("unknown variant `..`, expected "));
        assert!(why(r#"{"server": 123456}"#).starts_with("invalid type: integer `..`, expected "));
        assert!(why(r#"{"sever": 1}"#).starts_with("unknown field `sever`"));
    }
}
