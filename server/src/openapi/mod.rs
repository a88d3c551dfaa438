//! The description of the API (OpenAPI 3.1), made from the types that are read and written: what it says is what is done.

mod operations;
mod page;

use std::sync::LazyLock;

use axum::http::StatusCode;
use schemars::SchemaGenerator;
use schemars::generate::SchemaSettings;
use serde_json::Map;
use serde_json::Value;
use serde_json::json;

use crate::error::Problem;
use operations::OPERATIONS;
use operations::Operation;

/// The document.
static DOCUMENT: LazyLock<Value> = LazyLock::new(document);

/// The document as it is sent.
pub(crate) static JSON: LazyLock<String> = LazyLock::new(|| DOCUMENT.to_string());

/// The document for people.
pub(crate) static PAGE: LazyLock<String> = LazyLock::new(|| page::render(&DOCUMENT));

/// The looks of the page: colours and sizes of the page of settings, and what is its own.
pub(crate) static STYLE: LazyLock<String> = LazyLock::new(|| {
    let tokens = include_str!("../../../web/style.css").split("/* Layout */").next().unwrap_or_default();
    [tokens, include_str!("docs.css")].concat()
});

/// Where the examples find the service: the address of `cargo xtask serve`.
const EXAMPLE_ORIGIN: &str = "http://127.0.0.1:8587";

/// The name of the security scheme.
const TOKEN: &str = "token";

const ABOUT: &str = "Checks e-mail settings, probes mail servers and explains their errors. Every answer is an object; \
    names are in snake_case. Refusals are problem documents (RFC 9457): 404 for an address that does not exist, 405 for \
    a method that an address does not take, and those that are named with each request. A broken mail server is a \
    result, not an error.";

/// What each refusal means, with the names of its problems.
const REFUSALS: [(u16, &str); 10] = [
    (400, "The body is no JSON (`malformed-json`), or the query is not `text=full` or `text=none` (`bad-query`)."),
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

fn document() -> Value {
    let mut schemas = Schemas::new();
    let problem = schemas.answer(|generator| generator.subschema_for::<Problem<'_>>());
    let mut paths = Map::new();
    for operation in &OPERATIONS {
        paths.insert(operation.path.to_owned(), json!({ operation.method: described(operation, &mut schemas) }));
    }
    let refusals: Map<_, _> = REFUSALS.into_iter().map(|it| refusal(it, &problem)).collect();
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "smtp-doctor",
            "description": ABOUT,
            "version": env!("CARGO_PKG_VERSION"),
            "license": {"name": "MIT or Apache-2.0", "identifier": "MIT OR Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {
            "schemas": schemas.all(),
            "responses": refusals,
            "securitySchemes": {
                TOKEN: {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "Where the operator asks for it: signed by the portal's back end (HS256; \
                        `serve --auth signed`), or made by `smtp-doctor token` (`serve --auth token`).",
                },
            },
        },
    })
}

/// An operation of a path.
fn described(operation: &Operation, schemas: &mut Schemas) -> Value {
    let mut content = json!({"application/json": {"schema": schemas.answer(operation.answer)}});
    if let Some(event) = operation.event {
        // OpenAPI 3.1 has no word for the events of a stream: the schema is that of one, in the form of OpenAPI 3.2.
        let data = json!({
            "type": "string",
            "contentMediaType": "application/json",
            "contentSchema": schemas.answer(event),
        });
        content["text/event-stream"] = json!({"schema": {
            "type": "object",
            "description": "An event of the stream.",
            "properties": {"event": {"type": "string"}, "data": data},
            "required": ["event", "data"],
        }});
    }
    let mut answers = Map::from_iter([("200".to_owned(), json!({"description": "Done.", "content": content}))]);
    for status in operation.refusals() {
        answers.insert(status.to_string(), json!({"$ref": format!("#/components/responses/{}", name_of(status))}));
    }
    let mut described = json!({
        "operationId": operation.name,
        "summary": operation.summary,
        "responses": answers,
        "x-codeSamples": samples(operation),
    });
    if !operation.about.is_empty() {
        described["description"] = operation.about.into();
    }
    if let Some((schema, example)) = operation.body {
        let example: Value = serde_json::from_str(example).unwrap_or_default();
        let content = json!({"application/json": {"schema": schemas.request(schema), "example": example}});
        described["requestBody"] = json!({"required": true, "content": content});
    }
    let parameters = parameters(operation);
    if !parameters.is_empty() {
        described["parameters"] = parameters.into();
    }
    if operation.connects {
        described["security"] = json!([{}, {TOKEN: []}]);
    }
    described
}

fn parameters(operation: &Operation) -> Vec<Value> {
    let slug = operation.slug.map(|example| {
        json!({
            "name": "slug",
            "in": "path",
            "required": true,
            "description": "The name of an entry: the `id` of a finding.",
            "schema": {"type": "string"},
            "example": example,
        })
    });
    let text = operation.has_text.then(|| {
        json!({
            "name": "text",
            "in": "query",
            "description": "`none` leaves out the texts of the findings (`entry`).",
            "schema": {"enum": ["full", "none"], "default": "full"},
        })
    });
    slug.into_iter().chain(text).collect()
}

/// How it is asked with curl.
fn samples(operation: &Operation) -> Vec<Value> {
    let path = operation.path.replace("{slug}", operation.slug.unwrap_or_default());
    let address = format!("{EXAMPLE_ORIGIN}{path}");
    let body = operation.body.map(|(_, example)| {
        let quoted = example.replace('\'', r"'\''");
        format!(" -H 'content-type: application/json' -d '{quoted}'")
    });
    let body = body.unwrap_or_default();
    let sample = |source: String| json!({"lang": "Shell", "label": "curl", "source": source});
    if operation.event.is_some() {
        let report = format!("curl -s {address} -H 'accept: application/json'{body}");
        vec![sample(report), sample(format!("curl -sN {address}{body}"))]
    } else {
        vec![sample(format!("curl -s {address}{body}"))]
    }
}

/// A refusal as a component: its name and what it answers.
fn refusal((status, about): (u16, &str), problem: &Value) -> (String, Value) {
    let mut refusal = json!({
        "description": about,
        "content": {"application/problem+json": {"schema": problem}},
    });
    if matches!(status, 429 | 503) {
        let about = "When asking again makes sense, in seconds.";
        refusal["headers"] = json!({
            "retry-after": {"required": true, "description": about, "schema": {"type": "integer", "minimum": 1}},
        });
    }
    (name_of(status), refusal)
}

/// `NotFound` for 404.
fn name_of(status: u16) -> String {
    let words = StatusCode::from_u16(status).ok().and_then(|it| it.canonical_reason());
    words.unwrap_or_default().replace(' ', "")
}

/// The schemas of the types that are read and written. A type that is both has one schema, so what is read must be what
/// is written; where it is not, core gives what is read a schema of its own.
struct Schemas {
    requests: SchemaGenerator,
    answers: SchemaGenerator,
}

impl Schemas {
    fn new() -> Self {
        let settings = || {
            SchemaSettings::draft2020_12().with(|it| {
                it.definitions_path = "/components/schemas".into();
                it.meta_schema = None;
            })
        };
        Self {
            requests: settings().for_deserialize().into_generator(),
            answers: settings().for_serialize().into_generator(),
        }
    }

    fn request(&mut self, schema: operations::SchemaOf) -> Value {
        schema(&mut self.requests).to_value()
    }

    fn answer(&mut self, schema: operations::SchemaOf) -> Value {
        schema(&mut self.answers).to_value()
    }

    fn all(mut self) -> Map<String, Value> {
        let mut all = self.answers.take_definitions(true);
        all.append(&mut self.requests.take_definitions(true));
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_that_is_read_and_written_has_one_schema() {
        let mut schemas = Schemas::new();
        for operation in &OPERATIONS {
            described(operation, &mut schemas);
        }
        let requests = schemas.requests.take_definitions(true);
        let answers = schemas.answers.take_definitions(true);
        for (name, schema) in &requests {
            assert!(answers.get(name).is_none_or(|it| it == schema), "{name}");
        }
    }

    #[test]
    fn the_page_has_the_colours_of_the_other_page_and_nothing_else_of_it() {
        let rules = STYLE.split_once("body { overflow-wrap").map(|it| it.0).unwrap_or_default();
        assert!(rules.contains("--accent:") && rules.contains("prefers-color-scheme: dark"), "{rules}");
        assert!(!rules.contains("nav ") && !rules.contains(".panel"), "{rules}");
    }

    #[test]
    fn every_refusal_is_explained_and_every_example_is_json() {
        for operation in &OPERATIONS {
            for status in operation.refusals() {
                assert!(REFUSALS.iter().any(|it| it.0 == status), "{status}");
            }
            if let Some((_, example)) = operation.body {
                assert!(serde_json::from_str::<Value>(example).is_ok(), "{example}");
            }
        }
    }
}
