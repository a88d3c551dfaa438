//! `POST /api/v1/probes`: report and event stream.

use serde_json::Value;
use smtp_doctor_testkit::script::Scripted;
use smtp_doctor_testkit::script::expect;
use smtp_doctor_testkit::script::say;
use smtp_doctor_testkit::script::tls;

use crate::support::*;

const CANARY: &str = "canary-Pa55word";

pub(crate) fn request(server: &Scripted) -> String {
    serde_json::json!({"settings": {
        "server": "127.0.0.1", "port": server.address.port(), "security": "ssl",
        "auth": {"method": "password", "username": "user@example.test", "password": CANARY},
        "from": "user@example.test", "to": "other@example.test",
    }})
    .to_string()
}

pub(crate) async fn refusing() -> Scripted {
    Scripted::start(vec![
        tls(&CERTS.good),
        say("220 test"),
        expect("EHLO"),
        say("250-test\r\n250 AUTH PLAIN"),
        expect("AUTH"),
        say(&format!("535 5.7.8 authentication failed for {CANARY}")),
        expect("QUIT"),
        say("221 bye"),
    ])
    .await
}

#[tokio::test]
async fn a_failed_probe_is_a_result_not_an_error() {
    let answer = post("/api/v1/probes", "application/json", request(&refusing().await)).await;
    assert_eq!(answer.status, 200);
    assert!(!answer.text.contains(CANARY));
    let report = answer.json();
    assert_eq!(report["passed"], false);
    assert_eq!(report["findings"][0]["id"], "credentials-rejected");
    assert!(report["findings"][0]["entry"]["title"].is_string());
    assert_eq!(report["settings"].get("password"), None);
}

#[tokio::test]
async fn a_probe_streams_its_events_and_ends_with_the_report() {
    let answer = post("/api/v1/probes?text=none", "text/event-stream", request(&refusing().await)).await;
    assert_eq!(answer.header("content-type"), "text/event-stream");
    assert!(!answer.text.contains(CANARY));
    let events: Vec<Value> = answer
        .text
        .lines()
        .filter_map(|it| it.strip_prefix("data: "))
        .map(|it| serde_json::from_str(it).unwrap())
        .collect();
    assert_eq!(events[0]["event"], "probe_started");
    assert_eq!(events[1], serde_json::json!({"event": "stage_started", "stage": "resolve"}));
    let last = events.last().unwrap();
    assert_eq!(last["event"], "probe_finished");
    assert_eq!(last["report"]["findings"][0]["id"], "credentials-rejected");
    assert!(last["report"]["findings"][0].get("entry").is_none());
    let finished = events.iter().filter(|it| it["event"] == "stage_finished").count();
    assert_eq!(Some(finished), events[0]["stages"].as_array().map(Vec::len));
}

#[tokio::test]
async fn settings_with_errors_are_refused_with_their_findings() {
    let answer = post("/api/v1/probes", "application/json", r#"{"settings":{"server":"","port":"0"}}"#).await;
    let problem = answer.is_problem(422, "unusable-settings");
    assert_eq!(problem["findings"][0]["id"], "server-blank");
    post("/api/v1/probes", "application/json", r#"{"setting":{}}"#).await.is_problem(422, "unexpected-json");
}
