//! Error responses: statuses and their problem types.

use aide::openapi::Operation;
use aide::openapi::ReferenceOr;
use aide::openapi::StatusCode;
use axum::http;
use serde_json::Map;
use serde_json::Value;
use serde_json::json;

use crate::error::PROBLEM;
use crate::error::Problem;
use crate::openapi::schemas;

/// The meaning of each status, with its problem types.
const ERRORS: [(u16, &str); 10] = [
    (400, "The body is not JSON (`malformed-json`), or the query is not `text=full` or `text=none` (`bad-query`)."),
    (401, "The token is missing or not valid (`token-needed`)."),
    (
        403,
        "The token was signed for another server, port or origin (`token-bound`), or the service accepts only requests from \
         its own machine (`for-this-machine-only`).",
    ),
    (404, "Not found (`not-found`)."),
    (408, "The body did not arrive in time (`too-slow`)."),
    (413, "The body is too large (`too-large`)."),
    (415, "The body is not declared as `application/json` (`not-json`)."),
    (
        422,
        "The JSON does not match the schema (`unexpected-json`) or has unusable values: `invalid-address`, `no-message`, or \
         `unusable-settings` with `findings`.",
    ),
    (
        429,
        "A limit was reached: requests of a client (`too-many-requests`), its probes (`too-many-probes`), probes of the mail server \
         (`too-many-probes-of-server`), sign-ins to the account (`too-many-sign-ins`) or test messages to a recipient \
         (`too-many-messages`).",
    ),
    (503, "The service is busy (`busy`) or stopping (`stopping`)."),
];

/// Adds error responses to an operation.
pub(crate) fn add_errors(operation: &mut Operation, statuses: &[u16]) {
    let answers = &mut operation.responses.get_or_insert_default().responses;
    for &status in statuses {
        answers.insert(StatusCode::Code(status), ReferenceOr::ref_(&reference(status)));
    }
}

/// The reference to an error response.
pub(super) fn reference(status: u16) -> String {
    format!("#/components/responses/{}", component_name(status))
}

/// All error responses by name.
pub(super) fn all() -> Value {
    let problem = schemas::answer::<Problem<'_>>().to_value();
    let described = |(status, about)| (component_name(status), error_response(status, about, &problem));
    Value::Object(Map::from_iter(ERRORS.map(described)))
}

fn error_response(status: u16, about: &str, problem: &Value) -> Value {
    let mut response = json!({"description": about, "content": {PROBLEM: {"schema": problem}}});
    if matches!(status, 429 | 503) {
        let about = "Time to wait before the next attempt, in seconds.";
        response["headers"] = json!({
            "retry-after": {"required": true, "description": about, "schema": {"type": "integer", "minimum": 1}},
        });
    }
    response
}

/// `NotFound` for 404.
fn component_name(status: u16) -> String {
    let words = http::StatusCode::from_u16(status).ok().and_then(|it| it.canonical_reason());
    words.unwrap_or_default().replace(' ', "")
}
