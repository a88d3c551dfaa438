//! Signing in: one attempt, encrypted, and never a false success.

use smtp_doctor_core::model::Field;
use smtp_doctor_core::model::Stage;
use smtp_doctor_core::report::Outcome;
use smtp_doctor_testkit::script::expect;
use smtp_doctor_testkit::script::say;

use crate::support::*;

#[tokio::test]
async fn a_probe_passes_with_implicit_tls_and_with_starttls() {
    for (security, begin) in [("tls", starttls_script("AUTH PLAIN LOGIN")), ("ssl", tls_script("AUTH PLAIN LOGIN"))] {
        let server = serve(vec![begin, vec![expect("AUTH PLAIN "), say("235 2.7.0 ok")], rest()]).await;
        let report = probe(form(server.address, security)).await;
        passed(&report);
        assert_eq!(report.stages.last().map(|it| (it.stage, it.outcome)), Some((Stage::Quit, Outcome::Passed)));
        assert_eq!(report.not_proven.len(), 1, "only delivery is not proven");
        assert!(report.transcript.iter().any(|it| it.text == "AUTH PLAIN [redacted]"));
    }
}

#[tokio::test]
async fn a_wrong_password_counts_once() {
    let server = serve(vec![
        starttls_script("AUTH PLAIN LOGIN"),
        vec![expect("AUTH PLAIN "), say("535 5.7.8 Error: authentication failed: (reason unavailable)")],
        quit(),
    ])
    .await;
    let report = probe(form(server.address, "tls")).await;
    failed(&report, Stage::Auth, &["credentials-rejected"]);
    assert_eq!(report.findings[0].evidence, ["535 5.7.8 Error: authentication failed: (reason unavailable)"]);
    assert_eq!(server.heard().iter().filter(|it| it.starts_with("AUTH")).count(), 1);
    assert_eq!(server.heard().last().map(String::as_str), Some("QUIT"));
}

#[tokio::test]
async fn a_second_mechanism_is_tried_only_after_504() {
    let server = serve(vec![
        tls_script("AUTH PLAIN LOGIN"),
        vec![
            expect("AUTH PLAIN "),
            say("504 5.7.4 Unrecognized authentication type"),
            expect("AUTH LOGIN"),
            say("334 VXNlcm5hbWU6"),
            expect("dXNlckBleGFtcGxlLnRlc3Q="),
            say("334 UGFzc3dvcmQ6"),
            expect(""),
            say("235 ok"),
        ],
        rest(),
    ])
    .await;
    let report = probe(form(server.address, "ssl")).await;
    passed(&report);
    let auth = report.stages.iter().find(|it| it.stage == Stage::Auth).unwrap();
    assert_eq!(auth.facts.mechanism.as_deref(), Some("LOGIN"));
}

#[tokio::test]
async fn long_credentials_are_sent_without_an_initial_response() {
    let server = serve(vec![
        tls_script("AUTH PLAIN"),
        vec![expect("AUTH PLAIN"), say("334 "), expect(""), say("235 ok")],
        rest(),
    ])
    .await;
    let mut form = form(server.address, "ssl");
    form["auth"]["password"] = format!("{CANARY}{}", "x".repeat(500)).into();
    passed(&probe(form).await);
    assert_eq!(server.heard()[1], "AUTH PLAIN", "the command line has at most 512 octets");
}

#[tokio::test]
async fn a_sign_in_that_is_not_offered_fails() {
    let server = serve(vec![tls_script("SIZE 1000"), quit()]).await;
    failed(&probe(form(server.address, "ssl")).await, Stage::Auth, &["auth-not-offered"]);
    let server = serve(vec![tls_script("AUTH CRAM-MD5 GSSAPI"), quit()]).await;
    let report = probe(form(server.address, "ssl")).await;
    failed(&report, Stage::Auth, &["auth-mechanism-unsupported"]);
    assert!(report.findings[0].detail.contains("CRAM-MD5, GSSAPI"));
}

#[tokio::test]
async fn a_password_is_not_sent_in_plaintext_unless_allowed() {
    let clear = || vec![say("220 test"), expect("EHLO"), say("250-test\r\n250 AUTH PLAIN")];
    let server = serve(vec![clear(), quit()]).await;
    let report = probe(form(server.address, "none")).await;
    failed(&report, Stage::Auth, &["security-none-with-password"]);
    assert!(server.heard().iter().all(|it| !it.starts_with("AUTH")));
    let server = serve(vec![clear(), vec![expect("AUTH PLAIN "), say("235 ok")], rest()]).await;
    let mut ctx = context();
    ctx.allow_credentials_in_clear = true;
    passed(&probe_in(&ctx, form(server.address, "none")).await);
}

#[tokio::test]
async fn a_server_that_requires_tls_is_recognised() {
    let server = serve(vec![
        vec![
            say("220 test"),
            expect("EHLO"),
            say("250 test"),
            expect("MAIL"),
            say("530 5.7.0 Must issue a STARTTLS command first"),
        ],
        quit(),
    ])
    .await;
    let mut form = form(server.address, "none");
    form["auth"] = serde_json::json!({"method": "none"});
    let report = probe(form).await;
    failed(&report, Stage::MailFrom, &["tls-required"]);
    assert_eq!(report.findings[0].field, Some(Field::Security));
    assert!(report.findings[0].fix.is_some());
}

#[tokio::test]
async fn an_echoed_password_is_redacted() {
    let echo =
        format!("535 no, {CANARY} is wrong: Y2FuYXJ5LVBhNTV3b3Jk AHVzZXJAZXhhbXBsZS50ZXN0AGNhbmFyeS1QYTU1d29yZA==");
    let server = serve(vec![tls_script("AUTH PLAIN"), vec![expect("AUTH"), say(&echo)], quit()]).await;
    let report = probe(form(server.address, "ssl")).await;
    assert!(report.findings[0].evidence[0].starts_with("535 no, [redacted] is wrong: [redacted]"), "{report:#?}");
}

#[tokio::test]
async fn an_echo_that_is_broken_over_lines_is_redacted() {
    for echo in [
        "535-5.7.8 canary-\r\n535 5.7.8 Pa55word is wrong",
        "535-AHVzZXJAZXhhbXBsZS50ZXN0AGNh\r\n535 bmFyeS1QYTU1d29yZA== is wrong",
        "535-5.7.8 user@example.test\r\n535-5.7.8 c\r\n535-5.7.8 anary-Pa\r\n535 5.7.8 55word is wrong",
    ] {
        let server = serve(vec![tls_script("AUTH PLAIN"), vec![expect("AUTH"), say(echo)], quit()]).await;
        let report = probe(form(server.address, "ssl")).await;
        let json = serde_json::to_string(&report).unwrap();
        for piece in ["canary", "anary", "55word", "bmFyeS1Q", "ZXN0AGNh"] {
            assert!(!json.contains(piece), "{echo}: {json}");
        }
        let evidence = report.findings[0].evidence.join("\n");
        assert!(evidence.starts_with("535-") && evidence.ends_with("[redacted] is wrong"), "{evidence}");
    }
}

#[tokio::test]
async fn an_echo_that_is_cut_off_is_redacted() {
    let echo = "500-5.5.1 AUTH PLAIN AHVzZXJAZXhhbXBsZS50ZXN0\r\n\
        500-5.5.1 AGNhbmFyeS1QYTU1d29yZA==\r\n500 5.5.1 cut: AHVzZXJAZXhhbXBsZS50ZXN0AGNhbmFyeS1QYTU1d29";
    let server = serve(vec![tls_script("AUTH PLAIN"), vec![expect("AUTH"), say(echo)], quit()]).await;
    let report = probe(form(server.address, "ssl")).await;
    let shown = ["500-5.5.1 AUTH PLAIN [redacted]", "500-5.5.1 [redacted]", "500 5.5.1 cut: [redacted]"];
    assert_eq!(report.findings[0].evidence, shown);
}

#[tokio::test]
async fn a_password_that_is_an_ordinary_word_neither_leaks_nor_hides_replies() {
    let server = serve(vec![
        tls_script("AUTH PLAIN"),
        vec![expect("AUTH"), say("534 5.7.9 Application-specific password required")],
        quit(),
    ])
    .await;
    let mut form = form(server.address, "ssl");
    form["auth"]["password"] = "password".into();
    failed(&probe(form.clone()).await, Stage::Auth, &["app-password-required"]);
    let server = serve(vec![tls_script("AUTH PLAIN"), vec![expect("AUTH"), say("235 ok")], rest()]).await;
    form["port"] = server.address.port().into();
    form["auth"]["password"] = "test ESMTP".into();
    let report = probe(form).await;
    assert!(report.transcript.iter().any(|it| it.text == "220 test ESMTP"), "no secret was sent that could be echoed");
}

#[tokio::test]
async fn a_sign_in_offered_only_after_starttls_has_that_fix() {
    let server = serve(vec![vec![say("220 test"), expect("EHLO"), say("250-test\r\n250 STARTTLS")], quit()]).await;
    let report = probe(form(server.address, "none")).await;
    failed(&report, Stage::Auth, &["auth-not-offered"]);
    assert!(report.findings[0].fix.as_ref().is_some_and(|it| it.security.is_some()));
}
