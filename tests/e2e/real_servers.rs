//! Probes of real Postfix and Dovecot servers: each fault has its own finding.

use serde_json::Value;
use serde_json::json;

use crate::world::CANARY;
use crate::world::SIBLING_HOST;
use crate::world::World;
use crate::world::form;

#[track_caller]
fn passed(report: &Value) {
    assert_eq!(report["passed"], true, "{report:#}");
    assert_eq!(report["findings"], json!([]), "{report:#}");
}

#[track_caller]
fn failed(report: &Value, stage: &str, slug: &str) {
    let found: Vec<_> = report["findings"].as_array().unwrap().iter().map(|it| it["id"].as_str().unwrap()).collect();
    assert_eq!(found, [slug], "{report:#}");
    let failed: Vec<_> = report["stages"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|it| it["outcome"] == "failed")
        .map(|it| it["stage"].as_str().unwrap())
        .collect();
    assert_eq!(failed, [stage], "{report:#}");
}

#[tokio::test]
async fn good_settings_pass_with_implicit_tls_and_starttls() {
    let world = World::start().await;
    for (port, security) in
        [(world.lab.smtps, "ssl"), (world.lab.submission, "tls"), (world.lab.submission_optional, "tls")]
    {
        let report = world.probe(&form(port, security)).await;
        passed(&report);
        let tls = report["stages"].as_array().unwrap().iter().find(|it| it["stage"] == "tls").unwrap();
        assert_eq!(tls["facts"]["tls_version"], "TLS 1.3");
    }
}

#[tokio::test]
async fn a_wrong_password_is_reported_and_counts_once() {
    let world = World::start().await;
    let mut form = form(world.lab.submission, "tls");
    form["auth"]["password"] = CANARY.into();
    failed(&world.probe(&form).await, "auth", "credentials-rejected");
    assert_eq!(world.lab.failed_logins(), 1);
    assert!(!world.lab.logs().contains(CANARY));
}

#[tokio::test]
async fn a_wrong_port_and_security_pair_gets_a_working_fix_within_three_seconds() {
    let world = World::start().await;
    for (port, security, stage) in [
        (world.lab.submission, "ssl", "tls"),
        (world.lab.smtps, "tls", "greeting"),
        (world.lab.smtps, "none", "greeting"),
    ] {
        let mut form = form(port, security);
        let report = world.probe(&form).await;
        failed(&report, stage, "tls-port-mismatch");
        assert!(report["elapsed_ms"].as_f64().unwrap() < 3_000.0, "{report:#}");
        form["security"] = report["findings"][0]["fix"]["security"].clone();
        passed(&world.probe(&form).await);
    }
}

#[tokio::test]
async fn each_certificate_fault_has_its_own_finding() {
    let world = World::start().await;
    let lab = &world.lab;
    failed(&world.probe(&form(lab.expired, "tls")).await, "tls", "certificate-expired");
    failed(&world.probe(&form(lab.smtps_expired, "ssl")).await, "tls", "certificate-expired");
    failed(&world.probe(&form(lab.selfsigned, "tls")).await, "tls", "certificate-untrusted");
    for (port, security) in [(lab.wronghost, "tls"), (lab.smtps_wronghost, "ssl")] {
        let mut form = form(port, security);
        form["server"] = SIBLING_HOST.into();
        let report = world.probe(&form).await;
        failed(&report, "tls", "certificate-name-mismatch");
        form["server"] = report["findings"][0]["fix"]["server"].clone();
        passed(&world.probe(&form).await);
    }
}

#[tokio::test]
async fn a_sender_that_the_user_does_not_own_is_reported_at_the_from_field() {
    let world = World::start().await;
    let mut form = form(world.lab.submission, "tls");
    form["from"] = "other@example.test".into();
    let report = world.probe(&form).await;
    failed(&report, "rcpt_to", "sender-not-permitted");
    assert_eq!(report["findings"][0]["field"], "from");
    form["from"] = report["findings"][0]["fix"]["from"].clone();
    passed(&world.probe(&form).await);
}

#[tokio::test]
async fn denied_relaying_and_unknown_recipients_have_their_own_findings() {
    let world = World::start().await;
    let mut form = form(world.lab.relay, "none");
    form["auth"] = json!({"method": "none"});
    passed(&world.probe(&form).await);
    form["to"] = "somebody@elsewhere.example".into();
    failed(&world.probe(&form).await, "rcpt_to", "relay-denied");
    form["to"] = "nobody@example.test".into();
    failed(&world.probe(&form).await, "rcpt_to", "recipient-unknown");
}

#[tokio::test]
async fn security_that_does_not_match_the_server_is_reported() {
    let world = World::start().await;
    failed(&world.probe(&form(world.lab.plain_auth, "tls")).await, "starttls", "starttls-not-offered");
    failed(&world.probe(&form(world.lab.plain_auth, "none")).await, "auth", "security-none-with-password");
    failed(&world.probe(&form(world.lab.submission, "none")).await, "auth", "auth-not-offered");
    let mut unsigned = form(world.lab.submission, "none");
    unsigned["auth"] = json!({"method": "none"});
    let report = world.probe(&unsigned).await;
    failed(&report, "mail_from", "tls-required");
    assert_eq!(report["findings"][0]["fix"]["security"], "starttls");
    failed(&world.probe(&form(world.lab.relay, "none")).await, "auth", "auth-not-offered");
}

#[tokio::test]
async fn each_reason_for_an_unreachable_server_has_its_own_finding() {
    let world = World::start().await;
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    failed(&world.probe(&form(free, "tls")).await, "connect", "connection-refused");
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    failed(&world.probe(&form(silent.local_addr().unwrap().port(), "tls")).await, "greeting", "server-stalled");
    let mut missing = form(587, "tls");
    missing["server"] = "missing.example.test".into();
    failed(&world.probe(&missing).await, "resolve", "dns-not-found");
}
