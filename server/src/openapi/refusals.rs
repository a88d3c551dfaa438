//! How requests are refused: statuses and the names of their problems.

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

/// What each refusal means, with the names of its problems.
const REFUSALS: [(u16, &str); 10] = [
    (400, "The body is not JSON (`malformed-json`), or the query is not `text=full` or `text=none` (`bad-query`)."),
    (401, "The operator asks for a token, and there is none that is valid (`token-needed`)."),
    (
        403,
        "The token was signed for another server, port or page (`token-bound`), or the service is for its own machine \
         (`for-this-machine-only`).",
    ),
    (404, "Nothing is there (`not-found`)."),
    (408, "The body did not arrive in time (`too-slow`)."),
    (413, "The body is too large (`too-large`)."),
    (415, "The body is not declared as `application/json` (`not-json`)."),
    (
        422,
        "The JSON is not what is described here (`unexpected-json`), or cannot be used: `invalid-address`, \
         `no-message`, or `unusable-settings`, with `findings`.",
    ),
    (
        429,
        "Too often: requests of a client (`too-many-requests`), its probes (`too-many-probes`), probes of the mail server \
         (`too-many-probes-of-server`), sign ins to the account (`too-many-sign-ins`) or test messages to a recipient \
         (`too-many-messages`).",
    ),
    (503, "There is no room at the moment (`busy`), or the service is stopping (`stopping`)."),
];

/// Adds the statuses with which an operation is refused.
pub(crate) fn refused(operation: &mut Operation, statuses: &[u16]) {
    let answers = &mut operation.responses.get_or_insert_default().responses;
    for &status in statuses {
        answers.insert(StatusCode::Code(status), ReferenceOr::ref_(&reference(status)));
    }
}

/// Where the description of a refusal is.
pub(super) fn reference(status: u16) -> String {
    format!("#/components/responses/{}", name_of(status))
}

/// All refusals, by name.
pub(super) fn all() -> Value {
    let problem = schemas::answer::<Problem<'_>>().to_value();
    let described = |(status, about)| (name_of(status), refusal(status, about, &problem));
    Value::Object(Map::from_iter(REFUSALS.map(described)))
}

fn refusal(status: u16, about: &str, problem: &Value) -> Value {
    let mut refusal = json!({"description": about, "content": {PROBLEM: {"schema": problem}}});
    if matches!(status, 429 | 503) {
        let about = "When asking again makes sense, in seconds.";
        refusal["headers"] = json!({
            "retry-after": {"required": true, "description": about, "schema": {"type": "integer", "minimum": 1}},
        });
    }
    refusal
}

/// `NotFound` for 404.
fn name_of(status: u16) -> String {
    let words = http::StatusCode::from_u16(status).ok().and_then(|it| it.canonical_reason());
    words.unwrap_or_default().replace(' ', "")
}
