//! The OpenAPI 3.1 document. Each route is registered with its description (`routes`), and schemas come from the types
//! that are read and written, so document and service match.

mod error_responses;
mod extractors;
mod page;
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

pub(crate) use error_responses::add_errors;

/// The document in both served formats.
pub(crate) struct Documents {
    /// OpenAPI as JSON.
    pub(crate) json: Bytes,
    /// The same as an HTML page.
    pub(crate) page: Bytes,
}

/// The style sheet of the page: colours and sizes of the main page, and its own rules.
pub(crate) static STYLE: LazyLock<String> = LazyLock::new(|| {
    let tokens = include_str!("../../../web/style.css").split("/* Layout */").next().unwrap_or_default();
    [tokens, include_str!("docs.css")].concat()
});

/// The service address in the examples, as in `cargo xtask serve`.
const EXAMPLE_ORIGIN: &str = "http://127.0.0.1:8587";

/// The name of the security scheme.
const TOKEN: &str = "token";

const ABOUT: &str = "Checks e-mail settings, probes mail servers and explains their errors. Every response is an object with \
    names in snake_case. Errors are problem documents (RFC 9457): 404 for an unknown path, 405 for a method that the \
    path does not accept, and those listed with each request. A broken mail server is a result, not an error.";

/// Builds the router of `routes` and the documents that describe it.
pub(crate) fn build(routes: fn() -> ApiRouter<Arc<AppState>>) -> (Router<Arc<AppState>>, Documents) {
    let token = SecurityScheme::Http {
        scheme: "bearer".to_owned(),
        bearer_format: None,
        description: Some(
            "Required if the operator restricts access: signed by the portal's back end (HS256; `serve --auth signed`), or \
             created by `smtp-doctor token` (`serve --auth token`)."
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
    schemas::reset();
    let responses = error_responses::all();
    let router = routes().finish_api(&mut api);
    let mut document = serde_json::to_value(&api).unwrap_or_default();
    document["components"]["responses"] = responses;
    schemas::merge_request_schemas(&mut document["components"]["schemas"]);
    for (path, operations) in members_mut(&mut document["paths"]) {
        for (_, operation) in members_mut(operations) {
            add_common_parts(path, operation);
        }
    }
    (router, Documents { page: page::render(&document).into(), json: document.to_string().into() })
}

/// Adds the parts that all operations share: common errors, curl examples, and an empty security list if no token is
/// needed.
fn add_common_parts(path: &str, operation: &mut Value) {
    if path.starts_with(API) {
        for status in [403, 429] {
            operation["responses"][status.to_string()] = json!({"$ref": error_responses::reference(status)});
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

/// Adds an example of the request body.
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

/// Marks an operation that opens connections. It may need a token.
pub(crate) fn opens_connections(mut operation: TransformOperation<'_>) -> TransformOperation<'_> {
    let token = SecurityRequirement::from_iter([(TOKEN.to_owned(), Vec::new())]);
    operation.inner_mut().security = vec![SecurityRequirement::default(), token];
    add_errors(operation.inner_mut(), &[401, 503]);
    operation
}

/// Adds the event stream of an operation: events with `T` as data.
pub(crate) fn streams_events<T: JsonSchema>(mut operation: TransformOperation<'_>) -> TransformOperation<'_> {
    // OpenAPI 3.1 cannot describe event streams. This schema describes one event, as OpenAPI 3.2 does.
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
    fn the_style_sheet_takes_only_colours_and_sizes_from_the_main_page() {
        let rules = STYLE.split_once("body { overflow-wrap").map(|it| it.0).unwrap_or_default();
        assert!(rules.contains("--accent:") && rules.contains("prefers-color-scheme: dark"), "{rules}");
        assert!(!rules.contains("nav ") && !rules.contains(".panel"), "{rules}");
    }
}
