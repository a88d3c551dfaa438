//! JSON in and out, so that even bad JSON gets a problem document.

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

use crate::AppState;
use crate::error::ApiError;

/// A JSON body. Requests must say `application/json`, so that no foreign page's form can send one.
pub(crate) struct Json<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Json<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        match timeout(crate::BODY_TIMEOUT, axum::Json::<T>::from_request(request, state)).await {
            Ok(Ok(axum::Json(value))) => Ok(Self(value)),
            Ok(Err(rejection)) => Err(problem_of(&rejection)),
            Err(_) => {
                let detail =
                    format!("The request body did not arrive within {} seconds.", crate::BODY_TIMEOUT.as_secs());
                Err(ApiError::new(StatusCode::REQUEST_TIMEOUT, "too-slow", detail))
            }
        }
    }
}

/// A JSON body that may be large, of `LARGEST` octets at most, and the room that it takes until it was worked on.
pub(crate) struct Large<T, const LARGEST: usize>(pub(crate) T, pub(crate) OwnedSemaphorePermit);

impl<T: DeserializeOwned, const LARGEST: usize> FromRequest<AppState> for Large<T, LARGEST> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, ApiError> {
        let room = state.bodies.room(request.headers(), LARGEST).await?;
        Json::from_request(request, state).await.map(|Json(value)| Self(value, room))
    }
}

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        axum::Json(self.0).into_response()
    }
}

fn problem_of(rejection: &JsonRejection) -> ApiError {
    let code = match rejection.status() {
        StatusCode::UNSUPPORTED_MEDIA_TYPE => "not-json",
        StatusCode::PAYLOAD_TOO_LARGE => "too-large",
        StatusCode::UNPROCESSABLE_ENTITY => "unexpected-json",
        _ => "malformed-json",
    };
    let detail = if code == "too-large" {
        "The request body is larger than this address takes.".to_owned()
    } else {
        rejection.body_text()
    };
    ApiError::new(rejection.status(), code, detail)
}
