//! JSON in and out, so that even bad JSON gets a problem document.

use axum::extract::FromRequest;
use axum::extract::Request;
use axum::extract::rejection::JsonRejection;
use axum::http::HeaderMap;
use axum::http::StatusCode;
use axum::http::header;
use axum::response::IntoResponse;
use axum::response::Response;
use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::timeout;

use crate::App;
use crate::error::ApiError;

/// A JSON body. Requests must say `application/json`, so that no foreign page's form can send one.
pub(crate) struct Json<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Json<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        read(request, state, crate::MAX_BODY).await.map(Self)
    }
}

/// A JSON body that may be large, of `LARGEST` octets at most, and the room that it takes until it was worked on.
pub(crate) struct Large<T, const LARGEST: usize>(pub(crate) T, pub(crate) OwnedSemaphorePermit);

impl<T: DeserializeOwned, const LARGEST: usize> FromRequest<App> for Large<T, LARGEST> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &App) -> Result<Self, ApiError> {
        let room = state.bodies.room(request.headers(), LARGEST).await?;
        read(request, state, LARGEST).await.map(|value| Self(value, room))
    }
}

/// Reads a body of `largest` octets at most. One that is announced as larger is not waited for.
async fn read<T: DeserializeOwned, S: Send + Sync>(request: Request, state: &S, largest: usize) -> Result<T, ApiError> {
    if content_length(request.headers()).is_some_and(|it| it > largest as u64) {
        return Err(ApiError::too_large());
    }
    match timeout(crate::BODY_TIMEOUT, axum::Json::<T>::from_request(request, state)).await {
        Ok(Ok(axum::Json(value))) => Ok(value),
        Ok(Err(rejection)) => Err(problem_of(&rejection)),
        Err(_) => {
            let detail = format!("The request body did not arrive within {} seconds.", crate::BODY_TIMEOUT.as_secs());
            Err(ApiError::new(StatusCode::REQUEST_TIMEOUT, "too-slow", detail))
        }
    }
}

/// The length of the body in octets, if it is announced.
pub(crate) fn content_length(headers: &HeaderMap) -> Option<u64> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        axum::Json(self.0).into_response()
    }
}

fn problem_of(rejection: &JsonRejection) -> ApiError {
    let code = match rejection.status() {
        StatusCode::UNSUPPORTED_MEDIA_TYPE => "not-json",
        StatusCode::PAYLOAD_TOO_LARGE => return ApiError::too_large(),
        StatusCode::UNPROCESSABLE_ENTITY => "unexpected-json",
        _ => "malformed-json",
    };
    ApiError::new(rejection.status(), code, without_values(&rejection.body_text()))
}

/// What is wrong with JSON, without the values that stand in it: one of them may be a password in the wrong place.
fn without_values(why: &str) -> String {
    let quoted = [("invalid type: string \"", "\", expected "), ("unknown variant `", "`, expected ")];
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
        assert!(why(r#"{"sever": 1}"#).starts_with("unknown field `sever`"));
    }
}
