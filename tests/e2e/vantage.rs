//! A probe beyond the basic session: relaying, egress addresses, a test message, discovery, changes.

use std::time::Duration;

use serde_json::Value;
use serde_json::json;

use crate::world::World;
use crate::world::form;
use crate::world::slugs;

fn relay(world: &World) -> Value {
    let mut form = form(world.lab.relay, "none");
    form["auth"] = json!({"method": "none"});
    form
}

const ELSEWHERE: &str = "somebody@elsewhere.example";

#[tokio::test]
async fn relaying_is_tested_from_each_egress_address() {
    let world = World::with_egress().await;
    let report = world.probe_with(&relay(&world), &["--relay-to", ELSEWHERE, "--from-each-egress"]).await;
    // Relaying from this machine's default address is denied.
    assert_eq!(slugs(&report), ["relay-denied"], "{report:#}");
    let rows: Vec<_> = report["egress"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| (it["name"].as_str().unwrap(), it["connected"].as_bool().unwrap(), it["relay"].as_bool().unwrap()))
        .collect();
    assert_eq!(rows, [("Primary", true, false), ("Secondary", true, true)], "{report:#}");
    assert_eq!(report["egress"][0]["finding"], "relay-denied");
    assert!(world.lab.mail_for("other@example.test", 1, Duration::from_millis(100)).is_empty(), "nothing was sent");
}

#[tokio::test]
async fn a_refused_sign_in_is_not_repeated_from_other_addresses() {
    let world = World::with_egress().await;
    let mut form = form(world.lab.submission, "tls");
    form["auth"]["password"] = crate::world::CANARY.into();
    let report = world.probe_with(&form, &["--from-each-egress"]).await;
    assert!(report["egress"][0]["verdict"].as_str().unwrap().starts_with("Not tried"), "{report:#}");
    assert_eq!(world.lab.failed_logins(), 1);
}

#[tokio::test]
async fn a_message_is_sent_only_on_request_and_only_to_allowed_recipients() {
    let world = World::start().await;
    let form = form(world.lab.submission, "tls");
    world.probe(&form).await;
    assert!(world.lab.mail_for("other@example.test", 1, Duration::from_millis(200)).is_empty());
    let report = world.probe_with(&form, &["--send-message"]).await;
    assert_eq!(report["passed"], true, "{report:#}");
    let mail = world.lab.mail_for("other@example.test", 1, Duration::from_secs(5));
    assert_eq!(mail.len(), 1);
    for part in ["Subject: smtp-doctor test ", "Message-ID: <", "Date: ", "text/plain", "text/html"] {
        assert!(mail[0].contains(part), "{part} is missing in {}", mail[0]);
    }
    // The test message passes smtp-doctor's own message check.
    let checked = world.run_message(&mail[0]).await;
    assert_eq!(checked["findings"], json!([]), "{checked:#}");

    let mut outside = form;
    outside["to"] = ELSEWHERE.into();
    let report = world.probe_with(&outside, &["--send-message"]).await;
    assert_eq!(slugs(&report), ["message-not-allowed"], "{report:#}");
    let report = world.probe_with(&outside, &["--send-message", "--test-messages", "anyone"]).await;
    assert_eq!(report["passed"], true, "{report:#}");
}

#[tokio::test]
async fn a_fix_is_tried_before_it_is_proposed() {
    let world = World::start().await;
    // The port expects TLS from the first byte.
    let mut form = form(world.lab.smtps, "tls");
    let report = world.probe(&form).await;
    let finding = &report["findings"][0];
    assert_eq!(finding["fix"], json!({"security": "implicit_tls"}), "{report:#}");
    let evidence = finding["evidence"].as_array().unwrap().last().unwrap().as_str().unwrap();
    assert!(evidence.starts_with("Seen to work: localhost, port") && evidence.contains("TLS 1.3, AUTH PLAIN LOGIN"));
    form["security"] = finding["fix"]["security"].clone();
    assert_eq!(world.probe(&form).await["passed"], true);
}

#[tokio::test]
async fn discovery_finds_settings_for_an_address() {
    let world = World::start().await;
    let output = world.run(&["discover", "--json", "anna@found.test"], "").await;
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let found: Value = serde_json::from_slice(&output.stdout).unwrap();
    let candidates = found["candidates"].as_array().unwrap();
    let seen: Vec<_> = candidates.iter().filter(|it| it["seen"] == true).collect();
    assert_eq!(seen.len(), 2, "{found:#}");
    assert_eq!(seen[0]["source"], "SRV record");
    assert_eq!((&seen[0]["port"], &seen[0]["security"]), (&json!(world.lab.smtps), &json!("implicit_tls")));
    // The best candidate works without changes.
    let mut form = form(0, "none");
    for (field, value) in seen[0]["fix"].as_object().unwrap().iter().filter(|it| it.0 != "username") {
        form[field] = value.clone();
    }
    assert_eq!(world.probe(&form).await["passed"], true);
    let output = world.run(&["discover", "not an address"], "").await;
    assert_eq!(output.status.code(), Some(3));
}

#[tokio::test]
async fn two_runs_are_compared() {
    let world = World::start().await;
    let folder = tempfile::tempdir().unwrap();
    let before = folder.path().join("before.json");
    std::fs::write(&before, world.probe(&form(world.lab.submission, "tls")).await.to_string()).unwrap();
    let mut wrong = form(world.lab.submission, "tls");
    wrong["auth"]["password"] = crate::world::CANARY.into();
    let args = ["probe", "-", "--compare", before.to_str().unwrap()];
    let output = world.run(&args, &wrong.to_string()).await;
    let said = String::from_utf8_lossy(&output.stdout);
    let (_, changes) = said.split_once("Since the earlier run:").expect("a comparison");
    assert!(changes.contains("This worked last time and fails now.") && changes.contains("Sign in: passed before"));
    let output = world.run(&args, &form(world.lab.submission, "tls").to_string()).await;
    let said = String::from_utf8_lossy(&output.stdout);
    let (_, changes) = said.split_once("Since the earlier run:\n").expect("a comparison");
    // On a busy machine, a mail server may once take a second more.
    let same = |line: &str| line == "  - Nothing changed." || line.contains(": took ");
    assert!(!changes.is_empty() && changes.lines().all(same), "{said}");
}
