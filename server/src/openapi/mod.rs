//! The description of the API (OpenAPI 3.1). Each route is registered together with its description (`routes`), and
//! schemas come from the types that are read and written, so the document says what the service does.

mod extractors;
mod page;
mod refusals;
mod schemas;

use std::sync::Arc;
use std::sync::LazyLock;

use aide::axum::ApiRouter;
use aide::openapi::Components;
use aide::openapi::Info;
use aide::openapi::License;
use aide::openapi::OpenApi;
use aide::openapi::ReferenceOr;
use aide::openapi::SecurityRequirement;
use aide::openapi::SecurityScheme;
use aide::openapi::Server;
use aide::openapi::StatusCode;
use aide::transform::TransformOperation;
use axum::Router;
use axum::body::Bytes;
use schemars::JsonSchema;
use serde_json::Map;
use serde_json::Value;
use serde_json::json;

use crate::path::API;
use crate::state::AppState;

pub(crate) use refusals::refused;

/// The description as it is sent: to programs, and to people.
pub(crate) struct Documents {
    /// OpenAPI as JSON.
    pub(crate) json: Bytes,
    /// The same as a page (HTML).
    pub(crate) page: Bytes,
}

/// The style of the page: colours and sizes of the page of settings, and its own rules.
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

/// Registers `routes`; the router that they make, and the documents that describe it.
pub(crate) fn described(routes: fn() -> ApiRouter<Arc<AppState>>) -> (Router<Arc<AppState>>, Documents) {
    let token = SecurityScheme::Http {
        scheme: "bearer".to_owned(),
        bearer_format: None,
        description: Some(
            "Where the operator asks for it: signed by the portal's back end (HS256; `serve --auth signed`), or made by \
             `smtp-doctor token` (`serve --auth token`)."
                .to_owned(),
        ),
        extensions: Default::default(),
    };
    let mut api = OpenApi {
        info: Info {
            title: "smtp-doctor".to_owned(),
            description: Some(ABOUT.to_owned()),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            license: Some(License {
                name: "MIT or Apache-2.0".to_owned(),
                identifier: Some("MIT OR Apache-2.0".to_owned()),
                ..License::default()
            }),
            ..Info::default()
        },
        servers: vec![Server { url: "/".to_owned(), ..Server::default() }],
        components: Some(Components {
            security_schemes: [(TOKEN.to_owned(), ReferenceOr::Item(token))].into(),
            ..Components::default()
        }),
        ..OpenApi::default()
    };
    schemas::begin();
    let refusals = refusals::all();
    let router = routes().finish_api(&mut api);
    let mut document = serde_json::to_value(&api).unwrap_or_default();
    document["components"]["responses"] = refusals;
    schemas::complete(&mut document["components"]["schemas"]);
    for (path, operations) in members_mut(&mut document["paths"]) {
        for (_, operation) in members_mut(operations) {
            complete(path, operation);
        }
    }
    (router, Documents { page: page::render(&document).into(), json: document.to_string().into() })
}

/// Adds to an operation what follows from the rest of it: refusals of everything in the API, how it is asked with curl, and
/// that it needs no token, if so.
fn complete(path: &str, operation: &mut Value) {
    if path.starts_with(API) {
        for status in [403, 429] {
            operation["responses"][status.to_string()] = json!({"$ref": refusals::reference(status)});
        }
    }
    operation["x-codeSamples"] = samples(path, operation);
    if operation.get("security").is_none() {
        operation["security"] = json!([]);
    }
}

fn samples(path: &str, operation: &Value) -> Value {
    let mut address = format!("{EXAMPLE_ORIGIN}{path}");
    for parameter in operation["parameters"].as_array().into_iter().flatten() {
        if let (Some(name), Some(example)) = (parameter["name"].as_str(), parameter["example"].as_str()) {
            address = address.replace(&format!("{{{name}}}"), example);
        }
    }
    let body = match &operation["requestBody"]["content"]["application/json"]["example"] {
        Value::Null => String::new(),
        example => {
            let quoted = example.to_string().replace('\'', r"'\''");
            format!(" -H 'content-type: application/json' -d '{quoted}'")
        }
    };
    let sample = |source: String| json!({"lang": "Shell", "label": "curl", "source": source});
    if operation["responses"]["200"]["content"].get("text/event-stream").is_some() {
        let report = format!("curl -s {address} -H 'accept: application/json'{body}");
        json!([sample(report), sample(format!("curl -sN {address}{body}"))])
    } else {
        json!([sample(format!("curl -s {address}{body}"))])
    }
}

fn members_mut(value: &mut Value) -> impl Iterator<Item = (&String, &mut Value)> {
    value.as_object_mut().into_iter().flat_map(Map::iter_mut)
}

/// An example of the body that an operation takes.
pub(crate) fn example<'a>(operation: TransformOperation<'a>, example: &Value) -> TransformOperation<'a> {
    operation.with(|mut operation| {
        if let Some(ReferenceOr::Item(body)) = &mut operation.inner_mut().request_body {
            for content in body.content.values_mut() {
                content.example = Some(example.clone());
            }
        }
        operation
    })
}

/// An operation that opens connections, for which the operator may ask for a token.
pub(crate) fn connects(mut operation: TransformOperation<'_>) -> TransformOperation<'_> {
    let token = SecurityRequirement::from_iter([(TOKEN.to_owned(), Vec::new())]);
    operation.inner_mut().security = vec![SecurityRequirement::default(), token];
    refused(operation.inner_mut(), &[401, 503]);
    operation
}

/// What an operation streams to clients that do not ask for its answer as a whole: events whose data are `T`.
pub(crate) fn streams<T: JsonSchema>(mut operation: TransformOperation<'_>) -> TransformOperation<'_> {
    // OpenAPI 3.1 has no term for the events of a stream: the schema is that of one, in the form of OpenAPI 3.2.
    let event = schemars::json_schema!({
        "type": "object",
        "description": "An event of the stream.",
        "properties": {
            "event": {"type": "string"},
            "data": {
                "type": "string",
                "contentMediaType": "application/json",
                "contentSchema": schemas::answer::<T>(),
            },
        },
        "required": ["event", "data"],
    });
    let answers = &mut operation.inner_mut().responses.get_or_insert_default().responses;
    if let Some(ReferenceOr::Item(answer)) = answers.get_mut(&StatusCode::Code(200)) {
        answer.content.insert("text/event-stream".to_owned(), schemas::content(event));
    }
    operation
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_has_the_colours_of_the_other_page_and_nothing_else_of_it() {
        let rules = STYLE.split_once("body { overflow-wrap").map(|it| it.0).unwrap_or_default();
        assert!(rules.contains("--accent:") && rules.contains("prefers-color-scheme: dark"), "{rules}");
        assert!(!rules.contains("nav ") && !rules.contains(".panel"), "{rules}");
    }
}
