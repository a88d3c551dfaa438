//! Access tokens: what is sent, and what refusals mean.

use smtp_doctor_core::model::Stage;
use smtp_doctor_core::report::ProbeReport;
use smtp_doctor_probe::Context;
use smtp_doctor_testkit::script::Scripted;
use smtp_doctor_testkit::script::Step;
use smtp_doctor_testkit::script::expect;
use smtp_doctor_testkit::script::say;

use crate::support::*;

fn with_token(server: &Scripted, security: &str) -> serde_json::Value {
    let mut form = form(server.address, security);
    form["auth"] =
        serde_json::json!({"method": "access_token", "username": "user@example.test", "access_token": CANARY});
    form
}

#[tokio::test]
async fn only_a_short_token_is_an_initial_response() {
    let server =
        serve(vec![tls_script("AUTH XOAUTH2"), vec![expect("AUTH XOAUTH2 dXNlcj"), say("235 ok")], rest()]).await;
    passed(&probe(with_token(&server, "ssl")).await);
    let two_steps = vec![expect("AUTH XOAUTH2"), say("334 "), expect("dXNlcj"), say("235 ok")];
    let server = serve(vec![tls_script("AUTH XOAUTH2"), two_steps, rest()]).await;
    let mut long = with_token(&server, "ssl");
    long["auth"]["access_token"] = format!("{CANARY}{}", "x".repeat(2_000)).into();
    passed(&probe(long).await);
    assert_eq!(server.heard().iter().filter(|it| it.as_str() == "AUTH XOAUTH2").count(), 1);
}

#[tokio::test]
async fn the_reason_in_a_challenge_is_decoded_and_the_challenge_answered() {
    // {"status":"401","scope":"mail"}
    let challenge = "334 eyJzdGF0dXMiOiI0MDEiLCJzY29wZSI6Im1haWwifQ==";
    for (offer, answer, verdict) in [
        ("AUTH XOAUTH2", "\r\n", "535 5.7.3 Authentication unsuccessful"),
        ("AUTH OAUTHBEARER", "AQ==", "535 5.7.8 Authentication failed."),
    ] {
        let dialogue = vec![expect("AUTH"), say(challenge), expect(answer), say(verdict)];
        let server = serve(vec![tls_script(offer), dialogue, quit()]).await;
        let report = probe(with_token(&server, "ssl")).await;
        failed(&report, Stage::Auth, &["oauth-token-rejected"]);
        assert!(report.findings[0].evidence[1].ends_with(r#"{"status":"401","scope":"mail"}"#), "{report:#?}");
    }
    // A challenge that is not Base64 is answered too.
    let dialogue = vec![expect("AUTH"), say("334 !!"), expect(""), say("535 no")];
    let server = serve(vec![tls_script("AUTH XOAUTH2"), dialogue, quit()]).await;
    failed(&probe(with_token(&server, "ssl")).await, Stage::Auth, &["oauth-token-rejected"]);
}

#[tokio::test]
async fn a_token_is_sent_neither_in_plaintext_nor_with_a_password_mechanism() {
    let plain = |offer: &str| vec![say("220 test"), expect("EHLO"), say(&format!("250-test\r\n250 {offer}"))];
    let server = serve(vec![plain("AUTH XOAUTH2"), quit()]).await;
    failed(&probe(with_token(&server, "none")).await, Stage::Auth, &["security-none-with-password"]);
    let server = serve(vec![tls_script("AUTH PLAIN LOGIN"), quit()]).await;
    failed(&probe(with_token(&server, "ssl")).await, Stage::Auth, &["auth-mechanism-unsupported"]);
    assert!(!server.heard().iter().any(|it| it.starts_with("AUTH")));
}

/// A probe with a Microsoft application, which fetches tokens from `login`.
async fn with_app(login: &str) -> ProbeReport {
    let server = serve(vec![tls_script("AUTH XOAUTH2"), quit()]).await;
    let mut form = form(server.address, "ssl");
    form["auth"] = serde_json::json!({"method": "microsoft_oauth", "tenant_id": "contoso.example",
        "client_id": "8d281d1d-9c4d-4bf7-b16e-032d15de9f6c", "client_secret": CANARY});
    let ctx = context();
    let tokens = ctx.tokens.clone().with_overrides(Some(login.to_owned()), None).unwrap();
    let report = probe_in(&Context { tokens, ..ctx }, form).await;
    assert!(!server.heard().iter().any(|it| it.starts_with("AUTH")));
    report
}

/// A token service that answers with this status and body.
async fn token_service(status: &str, body: &str) -> Scripted {
    let answer = format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}", body.len());
    Scripted::start(vec![
        expect("POST /contoso.example/oauth2/v2.0/token "),
        Step::Send(answer.into_bytes()),
        Step::Silence,
    ])
    .await
}

#[tokio::test]
async fn a_broken_token_service_is_recognised() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let report = with_app(&format!("http://{free}")).await;
    failed(&report, Stage::Token, &["oauth-unreachable"]);
    for (status, body) in [("200 OK", "<html>proxy"), ("200 OK", "{}"), ("302 Found", ""), ("502 Bad Gateway", "no")] {
        let server = token_service(status, body).await;
        let report = with_app(&format!("http://{}", server.address)).await;
        failed(&report, Stage::Token, &["oauth-unreachable"]);
    }
    let endless = "x".repeat(100_000);
    let server = token_service("200 OK", &endless).await;
    failed(&with_app(&format!("http://{}", server.address)).await, Stage::Token, &["oauth-unreachable"]);
}

#[tokio::test]
async fn no_token_is_fetched_without_encryption() {
    let service = token_service("200 OK", "{}").await;
    let server = serve(vec![vec![say("220 test"), expect("EHLO"), say("250-test\r\n250 AUTH XOAUTH2")], quit()]).await;
    let mut form = form(server.address, "none");
    form["auth"] = serde_json::json!({"method": "microsoft_oauth", "tenant_id": "contoso.example",
        "client_id": "8d281d1d-9c4d-4bf7-b16e-032d15de9f6c", "client_secret": CANARY});
    let ctx = context();
    let tokens = ctx.tokens.clone().with_overrides(Some(format!("http://{}", service.address)), None).unwrap();
    let report = probe_in(&Context { tokens, ..ctx }, form).await;
    failed(&report, Stage::Token, &["security-none-with-password"]);
    assert_eq!(service.connections(), 0);
}

#[tokio::test]
async fn an_error_that_echoes_the_secret_is_redacted() {
    let body =
        format!(r#"{{"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret {CANARY}."}}"#);
    let server = token_service("401 Unauthorized", &body).await;
    let report = with_app(&format!("http://{}", server.address)).await;
    failed(&report, Stage::Token, &["oauth-secret-invalid"]);
    assert!(report.findings[0].evidence[0].contains("[redacted]"), "{report:#?}");
    // An unknown error is still attributed to the token service.
    let server = token_service("400 Bad Request", r#"{"error":"something_new"}"#).await;
    let report = with_app(&format!("http://{}", server.address)).await;
    failed(&report, Stage::Token, &["oauth-token-rejected"]);
    assert_eq!(report.findings[0].set_up.len(), 8);
}
