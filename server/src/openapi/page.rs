//! The description of the API as a page: plain HTML, without scripts, made from the same document.

use maud::DOCTYPE;
use maud::Markup;
use maud::html;
use serde_json::Map;
use serde_json::Value;

/// The page of a document.
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
                title { (title) ": the API" }
                link rel="stylesheet" href="/docs.css";
            }
            body {
                header {
                    h1 { (title) ": the API " small { (text(&info["version"])) } }
                    (prose(info))
                    p {
                        "The same for programs: " a href="/api/v1/openapi.json" { "openapi.json" }
                        " (OpenAPI 3.1). Settings are checked in " a href="/" { "the page" } "."
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

/// A request: what it takes, what it answers, how it is asked.
fn request(document: &Value, operation: &Value) -> Markup {
    let needs_token = !list(&operation["security"]).is_empty();
    let (parameters, bodies) = (list(&operation["parameters"]), &operation["requestBody"]["content"]);
    html! {
        (prose(operation))
        @if needs_token {
            @for (_, scheme) in members(&document["components"]["securitySchemes"]) {
                p { "Takes a bearer token. " (marked(text(&scheme["description"]))) }
            }
        }
        @if !parameters.is_empty() || bodies.is_object() {
            h3 { "Takes" }
            dl {
                @for parameter in parameters {
                    dt {
                        code { (text(&parameter["name"])) }
                        " " span { "in the " (text(&parameter["in"])) ": " (type_of(&parameter["schema"])) }
                    }
                    dd { (marked(text(&parameter["description"]))) }
                }
                @for (media_type, content) in members(bodies) {
                    dt { "The body " span { (media_type) ": " (type_of(&content["schema"])) } }
                }
            }
        }
        h3 { "Answers" }
        dl {
            @for (status, answer) in members(&operation["responses"]) {
                @let answer = resolved(document, answer);
                dt { code { (status) } " " span { (answer_types(answer)) } }
                dd { (marked(text(&answer["description"]))) }
            }
        }
        h3 { "Example" }
        @for sample in list(&operation["x-codeSamples"]) {
            pre { code { (text(&sample["source"])) } }
        }
    }
}

/// What a reference leads to, or the value itself.
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

/// What a type is: its description, its fields or its values.
fn body_of(schema: &Value) -> Markup {
    html! {
        (prose(schema))
        @if schema["enum"].is_array() { p { (type_of(schema)) } }
        (fields_of(schema))
        @for variant in list(&schema["oneOf"]) {
            div class="variant" {
                (prose(variant))
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
                        @if required.iter().any(|it| it == name) { " " em { "always" } }
                    }
                    dd { (marked(text(&field["description"]))) }
                }
            }
        }
    }
}

/// A type in a few words.
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
        Value::Array(names) => joined(" or ", names.iter().map(|it| word(schema, it))),
        name => word(schema, name),
    }
}

fn values_of(values: &[Value]) -> Markup {
    joined(", ", values.iter().map(|it| html! { code { (it.to_string()) } }))
}

/// A type that is named by one word.
fn word(schema: &Value, name: &Value) -> Markup {
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

/// The description of something: paragraphs and lists.
fn prose(of: &Value) -> Markup {
    let parts = text(&of["description"]).split("\n\n").filter(|it| !it.is_empty());
    html! {
        @for part in parts {
            @if part.starts_with("- ") {
                ul { @for item in part.lines() { li { (marked(item.trim_start_matches("- "))) } } }
            } @else {
                p { (marked(part)) }
            }
        }
    }
}

/// A text in which `code` is marked as it is in Markdown.
fn marked(text: &str) -> Markup {
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
    fn nothing_of_the_document_becomes_markup() {
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
