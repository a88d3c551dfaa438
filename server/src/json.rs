//! JSON in and out, so that even bad JSON gets a problem document.

use std::error::Error as _;

use axum::body::Body;
use axum::body::to_bytes;
use axum::extract::FromRequest;
use axum::extract::Request;
use axum::extract::rejection::JsonRejection;
use axum::http::HeaderMap;
use axum::http::HeaderValue;
use axum::http::StatusCode;
use axum::http::header;
use axum::response::IntoResponse;
use axum::response::Response;
use http_body_util::LengthLimitError;
use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::timeout;

use crate::App;
use crate::error::ApiError;
use crate::headers;

/// A JSON body. Requests must say `application/json`, so that no foreign page's form can send one.
pub(crate) struct Json<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Json<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, _: &S) -> Result<Self, ApiError> {
        read(request, crate::MAX_BODY).await.map(Self)
    }
}

/// A JSON body that may be large, of `LARGEST` octets at most, and the room that it takes until it was worked on.
pub(crate) struct Large<T, const LARGEST: usize>(pub(crate) T, pub(crate) OwnedSemaphorePermit);

impl<T: DeserializeOwned, const LARGEST: usize> FromRequest<App> for Large<T, LARGEST> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &App) -> Result<Self, ApiError> {
        let room = state.bodies.room(request.headers(), LARGEST).await?;
        read(request, LARGEST).await.map(|value| Self(value, room))
    }
}

/// Reads a body of `largest` octets at most. One that is announced as larger is not waited for.
async fn read<T: DeserializeOwned>(request: Request, largest: usize) -> Result<T, ApiError> {
    if !is_json(request.headers()) {
        let detail = "Expected request with `Content-Type: application/json`";
        return Err(ApiError::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "not-json", detail));
    }
    if content_length(request.headers()).is_some_and(|it| it > largest as u64) {
        return Err(ApiError::too_large());
    }
    let body = match timeout(crate::BODY_TIMEOUT, to_bytes(request.into_body(), largest)).await {
        Ok(Ok(body)) => body,
        Ok(Err(error)) if error.source().is_some_and(|it| it.is::<LengthLimitError>()) => {
            return Err(ApiError::too_large());
        }
        Ok(Err(_)) => {
            return Err(ApiError::new(StatusCode::BAD_REQUEST, "malformed-json", "The request body ended early."));
        }
        Err(_) => {
            let detail = format!("The request body did not arrive within {} seconds.", crate::BODY_TIMEOUT.as_secs());
            return Err(ApiError::new(StatusCode::REQUEST_TIMEOUT, "too-slow", detail));
        }
    };
    match std::str::from_utf8(&body).ok().and_then(|text| serde_json::from_str(text).ok()) {
        Some(value) => Ok(value),
        // Read once more, for where it is wrong: to keep that in mind all the way takes time.
        None => axum::Json::from_bytes(&body).map(|it| it.0).map_err(|rejection| problem_of(&rejection)),
    }
}

/// Whether the body is said to be JSON (RFC 6839 §3.1 for `+json`).
fn is_json(headers: &HeaderMap) -> bool {
    const USUAL: &str = "application/json";
    let Some(said) = headers.get(header::CONTENT_TYPE).and_then(|it| it.to_str().ok()) else { return false };
    if said == USUAL {
        return true;
    }
    let essence = said.split(';').next().unwrap_or_default().trim_ascii();
    let Some((of, kind)) = essence.split_once('/') else { return false };
    let suffix = kind.rsplit_once('+').map_or(kind, |it| it.1);
    of.eq_ignore_ascii_case("application") && suffix.eq_ignore_ascii_case("json")
}

/// The length of the body in octets, if it is announced.
pub(crate) fn content_length(headers: &HeaderMap) -> Option<u64> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        response("application/json", &self.0)
    }
}

/// An answer of this media type.
pub(crate) fn response(media_type: &'static str, value: &impl Serialize) -> Response {
    let mut body = Vec::with_capacity(1_024);
    match serde_json::to_writer(&mut body, value) {
        Ok(()) => {
            let headers = headers::of_data(HeaderValue::from_static(media_type), body.len());
            let mut response = Response::new(Body::from(body));
            *response.headers_mut() = headers;
            response
        }
        Err(error) => {
            tracing::error!(%error, "an answer cannot be written as JSON");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

fn problem_of(rejection: &JsonRejection) -> ApiError {
    let code = match rejection.status() {
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
