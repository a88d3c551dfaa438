//! The API reference as a plain HTML page without scripts, generated from the OpenAPI document.

use maud::DOCTYPE;
use maud::Markup;
use maud::html;
use serde_json::Map;
use serde_json::Value;

/// Renders a document as a page.
pub(super) fn render(document: &Value) -> String {
    let info = &document["info"];
    let (title, schemas) = (text(&info["title"]), &document["components"]["schemas"]);
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) " API" }
                link rel="stylesheet" href="/docs.css";
            }
            body {
                header {
                    h1 { (title) " API " small { (text(&info["version"])) } }
                    (description(info))
                    p {
                        "For programs: " a href="/api/v1/openapi.json" { "openapi.json" }
                        " (OpenAPI 3.1). To check settings, open " a href="/" { "the page" } "."
                    }
                }
                main {
                    nav aria-label="Requests" {
                        ul {
                            @for (method, path, operation) in operations(document) {
                                li {
                                    a href={ "#" (text(&operation["operationId"])) } { (address(method, path)) }
                                    " " (text(&operation["summary"]))
                                }
                            }
                        }
                    }
                    @for (method, path, operation) in operations(document) {
                        section id=(text(&operation["operationId"])) {
                            h2 { (text(&operation["summary"])) }
                            p class="address" { (address(method, path)) }
                            (request(document, operation))
                        }
                    }
                    h2 id="types" { "Types" }
                    @for (name, schema) in members(schemas) {
                        section id={ "type-" (name) } { h3 { (name) } (body_of(schema)) }
                    }
                }
            }
        }
    };
    page.into_string()
}

/// All operations with method and path.
fn operations(document: &Value) -> impl Iterator<Item = (&str, &str, &Value)> {
    members(&document["paths"]).flat_map(|(path, methods)| {
        members(methods).map(move |(method, operation)| (method.as_str(), path.as_str(), operation))
    })
}

fn address(method: &str, path: &str) -> Markup {
    let method = method.to_uppercase();
    html! { b class=(method) { (method) } " " code { (path) } }
}

/// One request: parameters, responses and an example.
fn request(document: &Value, operation: &Value) -> Markup {
    let needs_token = !list(&operation["security"]).is_empty();
    let (parameters, bodies) = (list(&operation["parameters"]), &operation["requestBody"]["content"]);
    html! {
        (description(operation))
        @if needs_token {
            @for (_, scheme) in members(&document["components"]["securitySchemes"]) {
                p { "Accepts a bearer token. " (inline_code(text(&scheme["description"]))) }
            }
        }
        @if !parameters.is_empty() || bodies.is_object() {
            h3 { "Request" }
            dl {
                @for parameter in parameters {
                    dt {
                        code { (text(&parameter["name"])) }
                        " " span { "in the " (text(&parameter["in"])) ": " (type_of(&parameter["schema"])) }
                    }
                    dd { (inline_code(text(&parameter["description"]))) }
                }
                @for (media_type, content) in members(bodies) {
                    dt { "The body " span { (media_type) ": " (type_of(&content["schema"])) } }
                }
            }
        }
        h3 { "Responses" }
        dl {
            @for (status, answer) in members(&operation["responses"]) {
                @let answer = resolved(document, answer);
                dt { code { (status) } " " span { (answer_types(answer)) } }
                dd { (inline_code(text(&answer["description"]))) }
            }
        }
        h3 { "Example" }
        @for sample in list(&operation["x-codeSamples"]) {
            pre { code { (text(&sample["source"])) } }
        }
    }
}

/// The target of a reference, or the value itself.
fn resolved<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    value["$ref"].as_str().and_then(|it| document.pointer(it.trim_start_matches('#'))).unwrap_or(value)
}

fn answer_types(answer: &Value) -> Markup {
    joined(
        ", or ",
        members(&answer["content"]).map(|(media_type, content)| {
            html! { (media_type) ": " (type_of(&content["schema"])) }
        }),
    )
}

/// A type: its description, fields or values.
fn body_of(schema: &Value) -> Markup {
    html! {
        (description(schema))
        @if schema["enum"].is_array() { p { (type_of(schema)) } }
        (fields_of(schema))
        @for variant in list(&schema["oneOf"]) {
            div class="variant" {
                (description(variant))
                @if variant["enum"].is_array() { p { (type_of(variant)) } }
                (fields_of(variant))
            }
        }
    }
}

fn fields_of(schema: &Value) -> Markup {
    let required = list(&schema["required"]);
    let fields = &schema["properties"];
    html! {
        @if fields.is_object() {
            dl {
                @for (name, field) in members(fields) {
                    dt {
                        code { (name) } " " span { (type_of(field)) }
                        @if required.iter().any(|it| it == name) { " " em { "required" } }
                    }
                    dd { (inline_code(text(&field["description"]))) }
                }
            }
        }
    }
}

/// A short name of a type.
fn type_of(schema: &Value) -> Markup {
    if schema.get("$ref").is_some() {
        return reference(schema);
    }
    if let Some(event) = schema.pointer("/properties/data/contentSchema") {
        return html! { "events, the data of each: " (type_of(event)) };
    }
    if let Some(values) = schema["enum"].as_array() {
        return values_of(values);
    }
    for choice in ["oneOf", "anyOf"] {
        if let Some(of) = schema[choice].as_array() {
            return joined(" or ", of.iter().map(type_of));
        }
    }
    match &schema["type"] {
        Value::Array(names) => joined(" or ", names.iter().map(|it| simple_type(schema, it))),
        name => simple_type(schema, name),
    }
}

fn values_of(values: &[Value]) -> Markup {
    joined(", ", values.iter().map(|it| html! { code { (it.to_string()) } }))
}

/// A basic type.
fn simple_type(schema: &Value, name: &Value) -> Markup {
    html! {
        @match text(name) {
            "array" => { "list of " (type_of(&schema["items"])) },
            "string" => { "text" },
            "boolean" => { "true or false" },
            "" => { "anything" },
            name => { (name) },
        }
    }
}

fn reference(schema: &Value) -> Markup {
    let name = text(&schema["$ref"]).rsplit('/').next().unwrap_or_default();
    html! { a href={ "#type-" (name) } { (name) } }
}

/// The `description` of a value, as paragraphs and lists.
fn description(of: &Value) -> Markup {
    let parts = text(&of["description"]).split("\n\n").filter(|it| !it.is_empty());
    html! {
        @for part in parts {
            @if part.starts_with("- ") {
                ul { @for item in part.lines() { li { (inline_code(item.trim_start_matches("- "))) } } }
            } @else {
                p { (inline_code(part)) }
            }
        }
    }
}

/// Renders text with `code` in backticks, as in Markdown.
fn inline_code(text: &str) -> Markup {
    html! {
        @for (i, part) in text.split('`').enumerate() {
            @if i % 2 == 1 { code { (part) } } @else { (part) }
        }
    }
}

fn joined(between: &str, parts: impl Iterator<Item = Markup>) -> Markup {
    html! {
        @for (i, part) in parts.enumerate() {
            @if i > 0 { (between) }
            (part)
        }
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn members(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flat_map(Map::iter)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn text_of_the_document_is_escaped() {
        let hostile = "<script>\"'&`<b>`";
        let document = json!({
            "info": {"title": hostile, "version": hostile, "description": hostile},
            "paths": {hostile: {hostile: {
                "operationId": hostile,
                "summary": hostile,
                "description": hostile,
                "parameters": [{"name": hostile, "in": hostile, "schema": {"enum": [hostile]}, "description": hostile}],
                "requestBody": {"content": {hostile: {"schema": {"$ref": hostile}}}},
                "responses": {hostile: {"description": hostile, "content": {hostile: {"schema": {"enum": [hostile]}}}}},
                "x-codeSamples": [{"source": hostile}],
            }}},
            "components": {"schemas": {hostile: {
                "description": hostile,
                "properties": {hostile: {"type": hostile, "description": hostile}},
            }}},
        });
        let page = render(&document);
        assert!(!page.contains("<script") && !page.contains("<b>"), "{page}");
    }
}
