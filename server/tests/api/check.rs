//! `POST /api/v1/check`.

use axum::body::Body;
use axum::http::Request;

use crate::support::*;

#[tokio::test]
async fn findings_include_their_text_unless_the_query_omits_it() {
    let form = r#"{"server":"mail.example.com","port":"465","security":"starttls","from":"a@example.com","to":"b@example.com"}"#;
    let with = post("/api/v1/check", "*/*", form).await;
    assert_eq!(with.status, 200);
    let finding = &with.json()["findings"][0];
    assert_eq!(finding["id"], "port-security-mismatch");
    assert_eq!(finding["fix"]["security"], "implicit_tls");
    assert_eq!(finding["entry"]["steps"][0]["who"], "you");
    let without = post("/api/v1/check?text=none", "*/*", form).await;
    assert!(without.json()["findings"][0].get("entry").is_none());
}

#[tokio::test]
async fn bad_requests_are_problems_that_say_what_to_do() {
    post("/api/v1/check", "*/*", "{").await.is_problem(400, "malformed-json");
    let problem = post("/api/v1/check", "*/*", r#"{"sever":"x"}"#).await.is_problem(422, "unexpected-json");
    assert!(problem["detail"].as_str().unwrap().contains("unknown field `sever`"));
    post("/api/v1/check", "*/*", vec![b'x'; 300 * 1024]).await.is_problem(413, "too-large");
    send(Request::post("/api/v1/check").body(Body::from("{}")).unwrap()).await.is_problem(415, "not-json");
    send(Request::post("/api/v1/check").header("content-type", "text/plain").body(Body::from("{}")).unwrap())
        .await
        .is_problem(415, "not-json");
    post("/api/v1/check?text=bogus", "*/*", "{}").await.is_problem(400, "bad-query");
    get("/api/v1/findings/%ff").await.is_problem(404, "not-found");
    get("/api/v1/check").await.is_problem(405, "method-not-allowed");
    get("/api/v1/nothing").await.is_problem(404, "not-found");
}

#[tokio::test]
async fn hostile_text_in_any_field_becomes_findings() {
    for text in ["", "\0", "a\r\nQUIT", "\u{202e}x", "😀", "[::1]", "smtp://host:587", &"x".repeat(20_000)] {
        let form = serde_json::json!({"server": text, "port": text, "from": text, "to": text, "cc": text, "bcc": text,
            "auth": {"method": "password", "username": text, "password": text}});
        let answer = post("/api/v1/check", "*/*", form.to_string()).await;
        assert_eq!(answer.status, 200, "{text:.20}");
        assert!(answer.json()["findings"].as_array().unwrap().iter().any(|it| it["severity"] == "error"), "{text:.20}");
    }
}
