//! `POST /api/v1/explain`.

use serde_json::json;

use crate::support::*;

#[tokio::test]
async fn an_error_text_is_explained_with_its_replies_and_facts() {
    let request = json!({"text": "535-5.7.8 Username and Password not accepted.\n535 5.7.8 see https://support.google.com - gsmtp"});
    let answer = post("/api/v1/explain?text=none", "*/*", request.to_string()).await.json();
    assert_eq!(answer["findings"][0]["id"], "credentials-rejected");
    assert_eq!(answer["replies"].as_array().unwrap().len(), 1);
    assert_eq!(answer["replies"][0]["code"], 535);
    assert_eq!(answer["replies"][0]["enhanced"], "5.7.8");
    assert_eq!(answer["facts"], json!({"stage": null, "provider": "gmail", "transient": false, "redacted": 0}));
}

#[tokio::test]
async fn settings_and_stage_make_explanations_more_precise() {
    let settings = json!({"server": "smtp.gmail.com", "port": "465", "security": "starttls"});
    let request = json!({"text": "Connection timed out", "settings": settings});
    let answer = post("/api/v1/explain", "*/*", request.to_string()).await.json();
    assert_eq!(answer["findings"][0]["id"], "tls-port-mismatch");
    let request = json!({"text": "503", "stage": "starttls"});
    let answer = post("/api/v1/explain", "*/*", request.to_string()).await.json();
    assert_eq!(answer["findings"][0]["id"], "starttls-not-offered");
}

#[tokio::test]
async fn unknown_and_oversized_texts_are_reported() {
    let nothing = post("/api/v1/explain", "*/*", json!({"text": "Something happened."}).to_string()).await.json();
    assert_eq!(nothing["findings"][0]["id"], "not-recognised");
    let long = json!({"text": "x".repeat(2_500_000)}).to_string();
    let problem = post("/api/v1/explain", "*/*", long).await.is_problem(413, "too-large");
    assert!(problem["detail"].as_str().unwrap().contains("lines around the error"));
    post("/api/v1/explain", "*/*", vec![b'x'; 10_000_000]).await.is_problem(413, "too-large");
    post("/api/v1/explain", "*/*", "{}").await.is_problem(422, "unexpected-json");
}
