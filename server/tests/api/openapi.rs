//! `GET /api/v1/openapi.json`, `/docs`: the document matches the service.

use std::collections::BTreeSet;

use jsonschema::Validator;
use serde_json::Value;
use serde_json::json;
use smtp_doctor_core::settings::SettingsForm;

use crate::probes;
use crate::support::*;

async fn document() -> Value {
    get("/api/v1/openapi.json").await.json()
}

fn validator(document: &Value, schema: &Value) -> Validator {
    let mut schema = schema.clone();
    schema["components"] = document["components"].clone();
    jsonschema::draft202012::new(&schema).unwrap()
}

/// The schema of the response with this status.
#[track_caller]
fn schema_of<'a>(document: &'a Value, at: (&str, &str), status: u16, media_type: &str) -> &'a Value {
    let answer = &document["paths"][at.1][at.0]["responses"][status.to_string()];
    let answer = answer["$ref"].as_str().map_or(answer, |it| document.pointer(&it[1..]).unwrap());
    let schema = &answer["content"][media_type]["schema"];
    assert!(schema.is_object(), "{at:?} {status} {media_type} is not described");
    schema
}

#[track_caller]
fn conforms(document: &Value, at: (&str, &str), answer: &Answer) {
    let schema = schema_of(document, at, answer.status.as_u16(), answer.header("content-type"));
    if let Err(error) = validator(document, schema).validate(&answer.json()) {
        panic!("{at:?} {}: {error} in {}", error.instance_path(), answer.text);
    }
}

#[tokio::test]
async fn the_document_lists_every_request() {
    let document = document().await;
    let mut listed = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            listed.push((operation["operationId"].as_str().unwrap(), method.as_str(), path.as_str()));
        }
    }
    // Generated clients use these names: a change breaks them.
    let expected = [
        ("check", "post", "/api/v1/check"),
        ("discover", "post", "/api/v1/discover"),
        ("explain", "post", "/api/v1/explain"),
        ("findings", "get", "/api/v1/findings"),
        ("finding", "get", "/api/v1/findings/{slug}"),
        ("check_message", "post", "/api/v1/messages/check"),
        ("openapi", "get", "/api/v1/openapi.json"),
        ("probe", "post", "/api/v1/probes"),
        ("profile", "get", "/api/v1/profile"),
        ("providers", "get", "/api/v1/providers"),
        ("healthz", "get", "/healthz"),
        ("readyz", "get", "/readyz"),
    ];
    assert_eq!(listed, expected);
}

#[tokio::test]
async fn choices_are_enums_and_optional_fields_have_no_default() {
    let document = document().await;
    let severity = &document["components"]["schemas"]["Severity"];
    assert_eq!((&severity["type"], &severity["enum"][0]), (&json!("string"), &json!("info")), "{severity}");
    assert!(severity["description"].as_str().unwrap().contains("- `error`: "), "{severity}");
    let schemas = document["components"]["schemas"].to_string();
    assert!(!schemas.contains("\"const\":") && !schemas.contains("\"default\":"), "{schemas}");
    assert_eq!(document["components"]["schemas"]["SettingsForm"].get("required"), None);
}

#[tokio::test]
async fn the_document_is_well_formed() {
    let document = document().await;
    assert_eq!(document["openapi"], "3.1.0");
    for (name, schema) in document["components"]["schemas"].as_object().unwrap() {
        assert!(jsonschema::meta::is_valid(schema), "{name}");
        assert!(schema["description"].is_string(), "{name} has no description");
    }
    let text = document.to_string();
    assert!(!text.contains("[`") && !text.contains("::"), "the document contains Rust syntax");
    for reference in text.split("\"$ref\":\"#").skip(1).map(|it| it.split('"').next().unwrap()) {
        assert!(document.pointer(reference).is_some(), "{reference}");
    }
}

#[tokio::test]
async fn responses_match_the_document() {
    let document = document().await;
    for path in ["findings", "openapi.json", "profile", "providers"].map(|it| format!("/api/v1/{it}")) {
        conforms(&document, ("get", &path), &get(&path).await);
    }
    for path in ["/healthz", "/readyz"] {
        conforms(&document, ("get", path), &get(path).await);
    }
    for slug in ["relay-denied", "no-such-entry"] {
        conforms(&document, ("get", "/api/v1/findings/{slug}"), &get(&format!("/api/v1/findings/{slug}")).await);
    }
    let form = json!({"server": "smtp.gmial.com", "port": "465", "security": "tls", "from": "ä <a@exampel.com",
        "auth": {"method": "microsoft_oauth", "tenant_id": "x"}, "to": "b@gmial.com, \u{200b}c@d.org", "cc": "@"});
    let raw = "From: a@example.com\r\nTo: b@example.com\r\n\r\nH\u{e9}llo\n";
    for (path, body) in [
        ("/api/v1/check", form.clone()),
        ("/api/v1/check", json!({"sever": ""})),
        ("/api/v1/check", json!("x".repeat(300_000))),
        ("/api/v1/discover", json!({"email": "not an address"})),
        (
            "/api/v1/explain",
            json!({"text": "535-5.7.8 Username and Password not accepted. gsmtp\n503", "settings": form}),
        ),
        ("/api/v1/explain", json!({"text": "Something happened.", "stage": "auth"})),
        ("/api/v1/messages/check", json!({"raw": raw, "envelope": {"from": "a@example.com"}})),
        ("/api/v1/messages/check", json!({"parts": {"attachments": [{"name": "a.exe", "size": 3}]}})),
        ("/api/v1/messages/check", json!({})),
        ("/api/v1/probes", json!({"settings": {"server": "", "port": "0"}})),
    ] {
        conforms(&document, ("post", path), &post(path, "*/*", body.to_string()).await);
        if path != "/api/v1/discover" {
            conforms(&document, ("post", path), &post(&format!("{path}?text=none"), "*/*", body.to_string()).await);
        }
    }
    conforms(&document, ("post", "/api/v1/check"), &post("/api/v1/check?text=x", "*/*", "{}").await);
}

#[tokio::test]
async fn reports_and_streamed_events_match_the_document() {
    let document = document().await;
    let at = ("post", "/api/v1/probes");
    for path in [at.1.to_owned(), format!("{}?text=none", at.1)] {
        let server = probes::refusing().await;
        let report = post(&path, "application/json", probes::request(&server)).await;
        assert_eq!(report.status, 200);
        conforms(&document, at, &report);
        let server = probes::refusing().await;
        let stream = post(&path, "text/event-stream", probes::request(&server)).await;
        let event = schema_of(&document, at, 200, stream.header("content-type"));
        let event = validator(&document, &event["properties"]["data"]["contentSchema"]);
        let mut kinds = BTreeSet::new();
        for data in stream.text.lines().filter_map(|it| it.strip_prefix("data: ")) {
            let data = serde_json::from_str::<Value>(data).unwrap();
            kinds.insert(data["event"].to_string());
            assert!(event.validate(&data).is_ok(), "{:?} in {data}", event.iter_errors(&data).collect::<Vec<_>>());
        }
        assert_eq!(kinds.len(), 4, "{kinds:?}");
    }
}

#[tokio::test]
async fn the_form_schema_matches_the_parser() {
    let document = document().await;
    let form = validator(&document, &json!({"$ref": "#/components/schemas/SettingsForm"}));
    let check = |value: Value| {
        let taken = serde_json::from_value::<SettingsForm>(value.clone()).is_ok();
        assert_eq!(form.is_valid(&value), taken, "{value}");
        taken
    };
    const FIELDS: [&str; 6] = ["username", "password", "tenant_id", "client_id", "client_secret", "access_token"];
    let mut taken = 0;
    for method in ["none", "password", "microsoft_oauth", "access_token", "oauth"] {
        for set in 0..1 << FIELDS.len() {
            let mut auth = json!({"method": method});
            for (i, field) in FIELDS.iter().enumerate().filter(|(i, _)| set & 1 << i != 0) {
                auth[*field] = i.to_string().into();
            }
            taken += usize::from(check(json!({"auth": auth})));
        }
    }
    assert_eq!(taken, 1 + 4 + 16 + 4);
    for field in FIELDS {
        for method in ["none", "password", "microsoft_oauth", "access_token"] {
            let mut auth = json!({"method": method});
            auth[field] = Value::Null;
            assert!(!check(json!({"auth": auth})), "null is not a string; blank fields are omitted");
        }
    }
    check(json!({"auth": {}}));
    for security in ["none", "implicit_tls", "ssl", "starttls", "tls", "TLS", ""] {
        assert_eq!(check(json!({"security": security})), security.len() > 2 && security != "TLS", "{security}");
    }
    for port in [json!(587), json!("587"), json!(-1), json!("x"), json!(1.5), json!(true), json!(null), json!([])] {
        check(json!({"port": port}));
    }
    assert!(!check(json!({"sever": "x"})) && !check(json!({"server": null})) && check(json!({})));
}

#[tokio::test]
async fn the_message_schema_matches_the_parser() {
    let document = document().await;
    let form = validator(&document, &json!({"$ref": "#/components/schemas/MessageForm"}));
    for set in 0..16 {
        // Null means not given.
        let mut value = if set & 8 == 0 { json!({}) } else { json!({"raw": null, "parts": null}) };
        for (i, (name, part)) in
            [("raw", json!("")), ("raw_base64", json!("")), ("parts", json!({}))].iter().enumerate()
        {
            if set & 1 << i != 0 {
                value[name] = part.clone();
            }
        }
        let answer = post("/api/v1/messages/check", "*/*", value.to_string()).await;
        assert_eq!(form.is_valid(&value), answer.status == 200, "{value}: {}", answer.text);
    }
}

#[tokio::test]
async fn the_examples_match_their_schemas() {
    let document = document().await;
    for (path, methods) in document["paths"].as_object().unwrap() {
        let body = &methods["post"]["requestBody"]["content"]["application/json"];
        if body.is_object() {
            assert!(validator(&document, &body["schema"]).is_valid(&body["example"]), "{path}");
        }
    }
}

#[tokio::test]
async fn the_page_lists_all_requests_and_types_and_has_no_scripts() {
    let (document, page) = (document().await, get("/docs").await);
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    for (path, methods) in document["paths"].as_object().unwrap() {
        assert!(page.text.contains(&format!("<code>{path}</code>")), "{path}");
        for operation in methods.as_object().unwrap().values() {
            assert!(page.text.contains(&format!("<h2>{}</h2>", operation["summary"].as_str().unwrap())), "{path}");
        }
    }
    for name in document["components"]["schemas"].as_object().unwrap().keys() {
        assert!(page.text.contains(&format!("id=\"type-{name}\"")), "{name}");
    }
    for link in page.text.split("href=\"#").skip(1).map(|it| it.split('"').next().unwrap()) {
        assert!(page.text.contains(&format!("id=\"{link}\"")), "{link}");
    }
    for forbidden in ["<script", "<style", " style=", "http://cdn", "https://"] {
        assert!(!page.text.contains(forbidden), "{forbidden}");
    }
    let style = get("/docs.css").await;
    assert_eq!((style.status.as_u16(), style.header("content-type")), (200, "text/css; charset=utf-8"));
}
