//! Errors as clients see them: RFC 9457 problems. Internal details go to the log, never into a response.

use axum::body::Body;
use axum::http::HeaderValue;
use axum::http::Method;
use axum::http::Response;
use axum::http::StatusCode;
use axum::http::Uri;
use axum::http::header;
use axum::response::IntoResponse;
use schemars::JsonSchema;
use serde::Serialize;
use smtp_doctor_core::Finding;
use smtp_doctor_core::catalogue::Findings;

/// The media type of problems.
pub(crate) const PROBLEM: &str = "application/problem+json";

/// An error of the API.
#[derive(Debug)]
pub(crate) struct ApiError {
    status: StatusCode,
    code: &'static str,
    detail: String,
    findings: Findings,
    /// The value of `Retry-After`, in seconds.
    retry_after: Option<u64>,
}

/// Why a request was refused (RFC 9457).
#[derive(JsonSchema, Serialize)]
pub(crate) struct Problem<'a> {
    /// A stable name of the problem, such as `/problems/not-found` (RFC 9457 §3.1.1 allows relative references).
    r#type: &'a str,
    /// The reason phrase of the status.
    title: &'a str,
    /// The HTTP status.
    status: u16,
    /// What to do.
    detail: &'a str,
    /// Problems with the settings, if they caused the error.
    #[serde(skip_serializing_if = "<[Finding]>::is_empty")]
    findings: &'a [Finding],
}

impl ApiError {
    /// `detail` tells the client what to do.
    pub(crate) fn new(status: StatusCode, code: &'static str, detail: impl Into<String>) -> Self {
        Self { status, code, detail: detail.into(), findings: Findings::default(), retry_after: None }
    }

    /// Sets `Retry-After`.
    pub(crate) fn retry_after(self, seconds: u64) -> Self {
        Self { retry_after: Some(seconds), ..self }
    }

    /// The settings have errors, so there is nothing to probe.
    pub(crate) fn unusable_settings(findings: Findings) -> Self {
        let detail = "The settings have errors. Fix those listed in `findings`.";
        Self { findings, ..Self::new(StatusCode::UNPROCESSABLE_ENTITY, "unusable-settings", detail) }
    }

    /// The queue for probes is full.
    pub(crate) fn busy() -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "busy", "The service is busy. Try again in a few seconds.")
            .retry_after(5)
    }

    /// The body is larger than this path accepts.
    pub(crate) fn too_large() -> Self {
        let detail = "The request body is too large. Send a smaller one.";
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", detail)
    }

    /// A bug. What went wrong is not shown.
    pub(crate) fn internal() -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal-error",
            "An internal error occurred. The operator can find it in the log.",
        )
    }

    /// Not found.
    pub(crate) fn not_found(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, "not-found", detail)
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response<Body> {
        // The detail may quote the request, which may hold a password: it is not logged.
        tracing::debug!(status = self.status.as_u16(), code = self.code, "request refused");
        let problem = Problem {
            r#type: &format!("/problems/{}", self.code),
            title: self.status.canonical_reason().unwrap_or("Error"),
            status: self.status.as_u16(),
            detail: &self.detail,
            findings: &self.findings.findings,
        };
        let media_type = [(header::CONTENT_TYPE, PROBLEM)];
        let mut response = (self.status, media_type, axum::Json(problem)).into_response();
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

/// Turns the plain-text errors of layers into problems.
pub(crate) async fn layer_errors_as_problems(response: Response<Body>) -> Response<Body> {
    let has_problem = response.headers().get(header::CONTENT_TYPE).is_some_and(|it| it == PROBLEM);
    if response.status() == StatusCode::PAYLOAD_TOO_LARGE && !has_problem {
        return ApiError::too_large().into_response();
    }
    response
}

/// The path exists, but not with this method.
pub(crate) async fn method_not_allowed(method: Method, uri: Uri) -> ApiError {
    ApiError::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "method-not-allowed",
        format!("{} does not accept {method}.", uri.path()),
    )
}
