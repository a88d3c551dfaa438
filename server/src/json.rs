//! JSON in and out, so that even bad JSON gets a problem document.

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

/// How long a client may take to send the whole body of its request. A time-out for each piece, as layers have it, would
/// let a client send a byte now and then for days.
const BODY_TIMEOUT: Duration = Duration::from_secs(10);

/// A JSON body. Requests must say `application/json`, so that no foreign page's form can send one.
pub(crate) struct Json<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Json<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        match timeout(BODY_TIMEOUT, axum::Json::from_request(request, state)).await {
            Ok(Ok(axum::Json(value))) => Ok(Self(value)),
            Ok(Err(rejection)) => Err(problem_of(&rejection)),
            Err(_) => {
                let detail = format!("The request body did not arrive within {} seconds.", BODY_TIMEOUT.as_secs());
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

/// A JSON body that may be large, and the memory that is reserved for it until this is dropped.
pub(crate) struct Large<T>(pub(crate) T, pub(crate) OwnedSemaphorePermit);

impl<T: DeserializeOwned> FromRequest<Arc<AppState>> for Large<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &Arc<AppState>) -> Result<Self, ApiError> {
        // What the body announces, or the limit of its route.
        let most = request.body().size_hint().upper().unwrap_or(u64::MAX);
        let room = state.bodies.room(most).await?;
        let Json(value) = Json::from_request(request, state).await?;
        Ok(Self(value, room))
    }
}

fn problem_of(rejection: &JsonRejection) -> ApiError {
    let code = match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => return ApiError::too_large(),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => "not-json",
        StatusCode::UNPROCESSABLE_ENTITY => "unexpected-json",
        _ => "malformed-json",
    };
    ApiError::new(rejection.status(), code, without_values(&rejection.body_text()))
}

/// What is wrong with JSON, without the values that stand in it: one of them may be a password in the wrong place.
fn without_values(why: &str) -> String {
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
    fn values_are_left_out_of_what_is_wrong() {
        let why = |json: &str| {
            let error = serde_json::from_str::<smtp_doctor_core::settings::SettingsForm>(json).unwrap_err();
            without_values(&error.to_string())
        };
        assert!(why(r#"{"auth": "canary\", expected x"}"#).starts_with("invalid type: string \"..\", expected "));
        assert!(why(r#"{"auth": {"method": "canary`, expected y"}}"#).starts_with("unknown variant `..`, expected "));
        assert!(why(r#"{"server": 123456}"#).starts_with("invalid type: integer `..`, expected "));
        assert!(why(r#"{"sever": 1}"#).starts_with("unknown field `sever`"));
    }
}
