//! `POST /api/v1/messages/check`.

use serde_json::json;

use crate::support::*;

#[tokio::test]
async fn a_raw_message_is_checked_with_its_envelope() {
    let raw = "From: a@example.com\r\nTo: b@example.com\r\nDate: Mon, 06 Jan 2025 10:00:00 +0000\r\nMessage-ID: <1@example.com>\r\n\r\nH\u{e9}llo\n";
    let request = json!({"raw": raw, "envelope": {"from": "a@example.com", "to": []}, "capabilities": ["SIZE 1000"]});
    let answer = post("/api/v1/messages/check?text=none", "*/*", request.to_string()).await.json();
    let slugs: Vec<_> = answer["findings"].as_array().unwrap().iter().map(|it| it["id"].as_str().unwrap()).collect();
    assert_eq!(slugs, ["bare-line-ending", "encoding-unsupported", "envelope-header-mismatch"]);
    assert_eq!(answer["facts"], json!({"size": raw.len(), "needs": ["8BITMIME"], "attachments": []}));
    assert_eq!(answer["findings"][0]["field"], "message");
    assert!(answer["findings"][0]["entry"].is_null());
}

#[tokio::test]
async fn parts_and_base64_are_accepted_too() {
    let parts = json!({"parts": {"from": "a@example.com", "to": "b@example.com", "html": "<div>"}});
    let answer = post("/api/v1/messages/check", "*/*", parts.to_string()).await.json();
    assert_eq!(answer["findings"][0]["id"], "html-malformed");
    assert!(answer["findings"][0]["entry"]["steps"].is_array());
    let encoded = json!({"raw_base64": "AA=="});
    let answer = post("/api/v1/messages/check", "*/*", encoded.to_string()).await.json();
    assert_eq!(answer["findings"][0]["severity"], "error");
}

#[tokio::test]
async fn invalid_messages_are_problems() {
    let address = "/api/v1/messages/check";
    post(address, "*/*", "{}").await.is_problem(422, "no-message");
    post(address, "*/*", json!({"raw_base64": "%"}).to_string()).await.is_problem(422, "no-message");
    post(address, "*/*", json!({"mail": ""}).to_string()).await.is_problem(422, "unexpected-json");
    let large = json!({"raw": "x".repeat(30_000_001)}).to_string();
    let problem = post(address, "*/*", large).await.is_problem(413, "too-large");
    assert!(problem["detail"].as_str().unwrap().contains("30000000 bytes"));
}
