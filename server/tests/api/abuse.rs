//! Attempts to abuse a mail server through the service.

use std::sync::Arc;

use axum::body::Body;
use axum::http::Request;
use serde_json::Value;
use serde_json::json;
use smtp_doctor_probe::AllowedRecipients;
use smtp_doctor_probe::Context;
use smtp_doctor_probe::MessagePolicy;
use smtp_doctor_server::AppState;
use smtp_doctor_server::Config;
use smtp_doctor_testkit::script::Scripted;
use smtp_doctor_testkit::script::Step;
use smtp_doctor_testkit::script::expect;
use smtp_doctor_testkit::script::say;

use crate::support::*;

async fn probe(body: &Value) -> Answer {
    post("/api/v1/probes?text=none", "application/json", body.to_string()).await
}

#[tokio::test]
async fn no_field_injects_a_command_into_the_session() {
    let server = Scripted::start(vec![say("220 x"), expect("EHLO"), say("250 x"), Step::Silence]).await;
    let injected = "a@example.com>\r\nRCPT TO:<victim@example.com";
    for field in ["server", "from", "to", "cc", "bcc"] {
        let mut settings = json!({"server": "127.0.0.1", "port": server.address.port(), "security": "none",
            "from": "a@example.com", "to": "b@example.com"});
        for text in
            [injected.to_owned(), format!("a@example.com\u{0}{injected}"), format!("\"{injected}\"@example.com")]
        {
            settings[field] = text.into();
            let answer = probe(&json!({ "settings": settings })).await;
            answer.is_problem(422, "unusable-settings");
        }
    }
    let settings = json!({"server": "127.0.0.1", "port": server.address.port(), "security": "none",
        "from": "a@example.com"});
    probe(&json!({"settings": settings, "relay_to": injected})).await.is_problem(422, "invalid-address");
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn a_public_service_sends_no_messages() {
    let accepting = vec![
        say("220 x"),
        expect("EHLO"),
        say("250 x"),
        expect("MAIL"),
        say("250 ok"),
        expect("RCPT"),
        say("250 ok"),
        expect("QUIT"),
        say("221 bye"),
    ];
    let server = Scripted::start(accepting).await;
    let messages = MessagePolicy { recipients: AllowedRecipients::Nobody, also: Vec::new() };
    let service =
        smtp_doctor_server::app(Arc::new(AppState::new(Context { messages, ..context() }, Config::default())));
    let settings = json!({"server": "127.0.0.1", "port": server.address.port(), "security": "none",
        "from": "a@example.com", "to": "a@example.com"});
    let request = Request::post("/api/v1/probes?text=none")
        .header("content-type", "application/json")
        .header("accept", "application/json")
        .body(Body::from(json!({"settings": settings, "send_message": true}).to_string()));
    let report = ask(&service, request.unwrap()).await.json();
    assert_eq!(report["passed"], false);
    assert!(report["findings"].as_array().unwrap().iter().any(|it| it["id"] == "message-not-allowed"), "{report}");
    assert!(server.heard().iter().all(|it| !it.starts_with("DATA")), "{:?}", server.heard());
}

#[tokio::test]
async fn form_posts_from_other_sites_are_refused() {
    let server = Scripted::start(vec![say("220 x")]).await;
    let settings = json!({"server": "127.0.0.1", "port": server.address.port(), "security": "none",
        "from": "a@example.com"});
    for kind in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"] {
        let request = Request::post("/api/v1/probes")
            .header("content-type", kind)
            .header("origin", "https://attacker.example")
            .body(Body::from(json!({ "settings": settings }).to_string()));
        let answer = send(request.unwrap()).await;
        answer.is_problem(415, "not-json");
        assert!(
            answer.headers.get("access-control-allow-origin").is_none() && answer.headers.get("set-cookie").is_none()
        );
    }
    assert_eq!(server.connections(), 0);
}
