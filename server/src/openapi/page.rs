//! The description of the API as a page: plain HTML, without scripts, made from the same document.

use std::fmt::Write as _;

use serde_json::Map;
use serde_json::Value;

/// The page of a document.
pub(super) fn render(document: &Value) -> String {
    let mut requests = String::new();
    let mut index = String::new();
    for (path, methods) in entries(&document["paths"]) {
        for (method, operation) in entries(methods) {
            let (method, path) = (escaped(&method.to_uppercase()), escaped(path));
            let id = escaped(text(&operation["operationId"]));
            let summary = escaped(text(&operation["summary"]));
            let _ = write!(
                index,
                "<li><a href=\"#{id}\"><b class=\"{method}\">{method}</b> <code>{path}</code></a> {summary}</li>"
            );
            let _ = write!(
                requests,
                "<section id=\"{id}\"><h2>{summary}</h2><p class=\"address\"><b class=\"{method}\">{method}</b> \
                 <code>{path}</code></p>{}</section>",
                request(document, operation)
            );
        }
    }
    let mut types = String::new();
    for (name, schema) in entries(&document["components"]["schemas"]) {
        let name = escaped(name);
        let _ = write!(types, "<section id=\"type-{name}\"><h3>{name}</h3>{}</section>", body_of(schema));
    }
    let info = &document["info"];
    let (title, version, about) = (escaped(text(&info["title"])), escaped(text(&info["version"])), prose(info));
    format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width, initial-scale=1\"><meta name=\"color-scheme\" content=\"light dark\">\
         <title>{title}: the API</title><link rel=\"stylesheet\" href=\"/docs.css\"></head><body><header><h1>{title}: \
         the API <small>{version}</small></h1>{about}<p>The same for programs: <a href=\"/api/v1/openapi.json\">\
         openapi.json</a> (OpenAPI 3.1). Settings are checked in <a href=\"/\">the page</a>.</p></header><main>\
         <nav aria-label=\"Requests\"><ul>{index}</ul></nav>{requests}<h2 id=\"types\">Types</h2>{types}</main></body>\
         </html>\n"
    )
}

/// A request: what it takes, what it answers, how it is asked.
fn request(document: &Value, operation: &Value) -> String {
    let mut html = prose(operation);
    if operation["security"].is_array() {
        let schemes = entries(&document["components"]["securitySchemes"]);
        for (_, scheme) in schemes {
            let _ = write!(html, "<p>Takes a bearer token. {}</p>", marked(text(&scheme["description"])));
        }
    }
    let mut takes = String::new();
    for parameter in list(&operation["parameters"]) {
        let name = escaped(text(&parameter["name"]));
        let _ = write!(
            takes,
            "<dt><code>{name}</code> <span>in the {}: {}</span></dt><dd>{}</dd>",
            escaped(text(&parameter["in"])),
            type_of(&parameter["schema"]),
            marked(text(&parameter["description"]))
        );
    }
    for (media_type, content) in entries(&operation["requestBody"]["content"]) {
        let kind = type_of(&content["schema"]);
        let _ = write!(takes, "<dt>The body <span>{}: {kind}</span></dt>", escaped(media_type));
    }
    if !takes.is_empty() {
        let _ = write!(html, "<h3>Takes</h3><dl>{takes}</dl>");
    }
    html.push_str("<h3>Answers</h3><dl>");
    for (status, answer) in entries(&operation["responses"]) {
        let answer =
            answer["$ref"].as_str().and_then(|it| document.pointer(it.trim_start_matches('#'))).unwrap_or(answer);
        let kinds: Vec<String> = entries(&answer["content"])
            .map(|(media_type, content)| format!("{}: {}", escaped(media_type), type_of(&content["schema"])))
            .collect();
        let status = escaped(status);
        let about = marked(text(&answer["description"]));
        let _ = write!(html, "<dt><code>{status}</code> <span>{}</span></dt><dd>{about}</dd>", kinds.join(", or "));
    }
    html.push_str("</dl><h3>Example</h3>");
    for sample in list(&operation["x-codeSamples"]) {
        let _ = write!(html, "<pre><code>{}</code></pre>", escaped(text(&sample["source"])));
    }
    html
}

/// What a type is: its description, its fields or its values.
fn body_of(schema: &Value) -> String {
    let mut html = prose(schema);
    let fields = fields_of(schema);
    if !fields.is_empty() {
        let _ = write!(html, "<dl>{fields}</dl>");
    }
    let mut values = String::new();
    // What only demands a field is told by the description.
    let demands = |it: &Value| ["type", "$ref", "const", "enum"].iter().all(|key| it.get(key).is_none());
    for variant in list(&schema["oneOf"]).iter().filter(|it| !demands(it)) {
        let fields = fields_of(variant);
        if fields.is_empty() {
            let _ = write!(values, "<dt>{}</dt><dd>{}</dd>", type_of(variant), marked(text(&variant["description"])));
        } else {
            let _ = write!(html, "<div class=\"variant\">{}<dl>{fields}</dl></div>", prose(variant));
        }
    }
    if !values.is_empty() {
        let _ = write!(html, "<dl>{values}</dl>");
    }
    html
}

fn fields_of(schema: &Value) -> String {
    let required = list(&schema["required"]);
    let mut html = String::new();
    for (name, field) in entries(&schema["properties"]) {
        let mark = if required.iter().any(|it| it == name) { " <em>always</em>" } else { "" };
        let (name, kind, about) = (escaped(name), type_of(field), marked(text(&field["description"])));
        let _ = write!(html, "<dt><code>{name}</code> <span>{kind}</span>{mark}</dt><dd>{about}</dd>");
    }
    if let (false, Some(_)) = (html.is_empty(), schema.get("$ref")) {
        let _ = write!(html, "<dt>and the fields of {}</dt>", reference(schema));
    }
    html
}

/// A type in a few words.
fn type_of(schema: &Value) -> String {
    if schema.get("$ref").is_some() {
        return reference(schema);
    }
    if let Some(event) = schema.pointer("/properties/data/contentSchema") {
        return format!("events, the data of each: {}", type_of(event));
    }
    if let Some(value) = schema.get("const") {
        return format!("<code>{}</code>", escaped(&value.to_string()));
    }
    let any = |of: &[Value]| of.iter().map(type_of).collect::<Vec<_>>().join(" or ");
    if let Some(values) = schema["enum"].as_array() {
        return values
            .iter()
            .map(|it| format!("<code>{}</code>", escaped(&it.to_string())))
            .collect::<Vec<_>>()
            .join(", ");
    }
    for choice in ["oneOf", "anyOf"] {
        if let Some(of) = schema[choice].as_array() {
            return any(of);
        }
    }
    match &schema["type"] {
        Value::Array(names) => names.iter().map(|it| word(schema, it)).collect::<Vec<_>>().join(" or "),
        name => word(schema, name),
    }
}

/// A type that is named by one word.
fn word(schema: &Value, name: &Value) -> String {
    match text(name) {
        "array" => format!("list of {}", type_of(&schema["items"])),
        "string" => "text".to_owned(),
        "boolean" => "true or false".to_owned(),
        "" => "anything".to_owned(),
        name => escaped(name),
    }
}

fn reference(schema: &Value) -> String {
    let name = escaped(text(&schema["$ref"]).rsplit('/').next().unwrap_or_default());
    format!("<a href=\"#type-{name}\">{name}</a>")
}

/// The description of something, in paragraphs.
fn prose(of: &Value) -> String {
    let paragraphs = text(&of["description"]).split("\n\n").filter(|it| !it.is_empty());
    paragraphs.map(|it| format!("<p>{}</p>", marked(it))).collect()
}

/// A text in which `code` is marked as it is in Markdown.
fn marked(text: &str) -> String {
    let mut html = String::new();
    for (i, part) in text.split('`').enumerate() {
        let part = escaped(part);
        let _ = if i % 2 == 1 { write!(html, "<code>{part}</code>") } else { write!(html, "{part}") };
    }
    html
}

fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            c => html.push(c),
        }
    }
    html
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn entries(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
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
                "responses": {hostile: {"description": hostile, "content": {hostile: {"schema": {"const": hostile}}}}},
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
