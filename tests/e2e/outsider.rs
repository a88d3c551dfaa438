//! Attacks: markup in what a mail server sends, and every way to make the service reveal a password.

use serde_json::Value;
use serde_json::json;
use smtp_doctor_e2e::browser::Browser;
use smtp_doctor_e2e::doctor::Doctor;
use smtp_doctor_testkit::certs::LabCerts;
use smtp_doctor_testkit::certs::MARKUP;
use smtp_doctor_testkit::http::Answer;
use smtp_doctor_testkit::script::Scripted;
use smtp_doctor_testkit::script::Step;
use smtp_doctor_testkit::script::expect;
use smtp_doctor_testkit::script::say;
use smtp_doctor_testkit::script::tls;

use crate::page::fill;
use crate::page::no_browser_errors;
use crate::page::open;
use crate::world::CANARY;
use crate::world::World;

#[tokio::test]
async fn markup_of_a_server_is_shown_as_text() {
    let world = World::start().await;
    let banner = "<img src=x id=injected-by-banner onerror=hacked()><script id=injected>hacked()</script>";
    let browser = open(&world, 1280, false).await;
    // The service does not trust its issuer, so the page shows the certificate.
    let certificate = Scripted::start(vec![tls(&LabCerts::generate().unwrap().markup)]).await;
    fill(&browser, certificate.address.port(), 1, CANARY).await;
    browser.click("#probe").await.unwrap();
    browser.wait_for(".timeline", MARKUP).await.unwrap();
    no_injection(&browser).await;
    let refusing = vec![say(&format!("220 {banner}")), expect("EHLO"), say(&format!("554 5.7.1 {banner}"))];
    let refusing = Scripted::start(refusing).await;
    no_browser_errors(&browser).await;
    drop(browser);
    let browser = open(&world, 390, true).await;
    fill(&browser, refusing.address.port(), 0, CANARY).await;
    browser.click("#probe").await.unwrap();
    browser.wait_for(".transcript", banner).await.unwrap();
    no_injection(&browser).await;
    no_browser_errors(&browser).await;
}

/// Nothing that a server sent became an element or ran as a script.
async fn no_injection(browser: &Browser) {
    let injected = "return document.querySelectorAll('[id^=injected], img[src=x]').length + Number('hacked' in window)";
    assert_eq!(browser.page.execute(injected, vec![]).await.unwrap(), 0);
}

/// Servers that fail a probe, one for each stage, and echo what they received.
async fn failing_in_each_stage(certs: &LabCerts) -> Vec<(&'static str, Scripted)> {
    let echo = format!("{CANARY} Y2FuYXJ5LVBhNTV3b3JkLTdmM2E= canary-\r\n535 Pa55word-7f3a");
    let clear = vec![say("220 x"), expect("EHLO"), say("250-x\r\n250 STARTTLS"), expect("STARTTLS")];
    let greeted = vec![tls(&certs.good), say("220 x"), expect("EHLO"), say("250-x\r\n250 AUTH PLAIN LOGIN")];
    let signed_in = [greeted.clone(), vec![expect("AUTH"), say("235 ok"), expect("MAIL")]].concat();
    let scripts = [
        ("tls", vec![say("220 x"), expect("EHLO"), say("554 5.7.1 go away")]),
        ("tls", vec![Step::Silence]),
        ("tls", [clear.clone(), vec![say("454 not now")]].concat()),
        ("tls", [clear, vec![say("220 go"), tls(&certs.self_signed)]].concat()),
        ("ssl", vec![tls(&certs.expired)]),
        ("ssl", vec![tls(&certs.good), say("421 closed")]),
        ("ssl", [greeted.clone(), vec![expect("AUTH"), say(&format!("535-5.7.8 {echo}"))]].concat()),
        ("ssl", [greeted.clone(), vec![expect("AUTH"), Step::Send(CANARY.as_bytes().to_vec())]].concat()),
        ("ssl", [greeted, vec![expect("AUTH"), say(&format!("nonsense {CANARY}"))]].concat()),
        ("ssl", [signed_in.clone(), vec![say(&format!("550 5.7.1 {CANARY}"))]].concat()),
        ("ssl", [signed_in, vec![say("250 ok"), expect("RCPT"), say(&format!("550 5.1.1 {CANARY}"))]].concat()),
    ];
    let mut servers = Vec::new();
    for (security, script) in scripts {
        servers.push((security, Scripted::start(script).await));
    }
    servers
}

#[tokio::test]
async fn no_endpoint_and_no_failure_reveals_a_password() {
    let certs = LabCerts::generate().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let ca = folder.path().join("ca.pem");
    std::fs::write(&ca, &certs.ca).unwrap();
    let ca = ca.display().to_string();
    let doctor = Doctor::serve(&["--allow-target", "127.0.0.0/8", "--ca", &ca, "--timeout", "1"]).await.unwrap();
    let auth = [
        json!({"method": "password", "username": "user@example.test", "password": CANARY}),
        json!({"method": "access_token", "username": "user@example.test", "access_token": CANARY}),
        json!({"method": "microsoft_oauth", "tenant_id": "contoso.com", "client_id": "8d281d1d-9c4d-4bf7-b16e-032d15de9f6c", "client_secret": CANARY}),
    ];
    let form = |port: u16, security: &str, auth: &Value| {
        json!({"server": "127.0.0.1", "port": port, "security": security, "auth": auth,
            "from": "user@example.test", "to": "other@example.test"})
    };
    let mut answers = Vec::new();
    let mut ask =
        async |path: &str, body: Value| answers.push((path.to_owned(), doctor.post(path, &body).await.unwrap()));
    for (security, server) in failing_in_each_stage(&certs).await {
        ask("/api/v1/probes", json!({"settings": form(server.address.port(), security, &auth[0])})).await;
    }
    for auth in &auth {
        ask("/api/v1/check", form(587, "tls", auth)).await;
        ask("/api/v1/explain", json!({"text": "535 5.7.8 no", "settings": form(587, "tls", auth)})).await;
        ask("/api/v1/probes", json!({"settings": form(1, "tls", auth)})).await;
        ask("/api/v1/probes", json!({"settings": form(0, "tls", auth)})).await;
        // Secrets in the wrong fields.
        ask("/api/v1/probes", json!({ "settings": auth })).await;
        ask("/api/v1/messages/check", auth.clone()).await;
    }
    for misplaced in [json!({"auth": CANARY}), json!({"auth": {"method": CANARY}}), json!({"port": [CANARY]})] {
        ask("/api/v1/check", misplaced.clone()).await;
        ask("/api/v1/probes", json!({ "settings": misplaced })).await;
    }
    ask("/api/v1/check", json!(CANARY)).await;
    ask("/api/v1/discover", json!({"email": 7, "password": "x"})).await;
    for path in ["/metrics", "/api/v1/profile"] {
        answers.push((path.to_owned(), doctor.get(path).await.unwrap()));
    }
    for (path, Answer { body, .. }) in &answers {
        for piece in [CANARY, "canary-Pa", "Y2FuYXJ5", "word-7f3a"] {
            assert!(!body.contains(piece), "{path}: {body}");
        }
    }
    assert!(answers.len() > 30 && !doctor.log().contains("canary"), "{}", doctor.log());
}
