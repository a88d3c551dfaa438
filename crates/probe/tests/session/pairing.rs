//! Port and security do not match: the finding says so quickly, and has the fix.

use std::time::Duration;

use smtp_doctor_core::model::Security;
use smtp_doctor_core::model::Stage;
use smtp_doctor_testkit::script::Scripted;
use smtp_doctor_testkit::script::Step;
use smtp_doctor_testkit::script::expect;
use smtp_doctor_testkit::script::say;
use smtp_doctor_testkit::wait::eventually;

use crate::support::*;

#[track_caller]
fn mismatch(report: &smtp_doctor_core::report::ProbeReport, stage: Stage, fix: Security) {
    failed(report, stage, &["tls-port-mismatch"]);
    assert_eq!(report.findings[0].fix.as_ref().and_then(|it| it.security), Some(fix));
    assert!(report.findings[0].evidence[0].contains("220 test"), "{report:#?}");
    assert!(report.elapsed_ms < 3_000.0);
}

#[tokio::test]
async fn tls_to_a_plaintext_port_is_recognised_at_once() {
    let server = Scripted::start(vec![say("220 test ESMTP"), Step::Silence]).await;
    let report = probe(form(server.address, "ssl")).await;
    mismatch(&report, Stage::Tls, Security::Starttls);
    assert_eq!(server.connections(), 1);
}

#[tokio::test]
async fn tls_to_a_slow_plaintext_port_is_recognised_by_the_second_connection() {
    let slow = vec![Step::Sleep(Duration::from_millis(900)), say("220 test ESMTP"), Step::Silence];
    let server = Scripted::start_each(vec![vec![Step::Silence], slow]).await;
    let report = probe(form(server.address, "ssl")).await;
    mismatch(&report, Stage::Tls, Security::Starttls);
}

#[tokio::test]
async fn plaintext_to_a_tls_port_is_recognised_by_the_second_connection() {
    for security in ["tls", "none"] {
        let server = Scripted::start(tls_script("AUTH PLAIN")).await;
        let report = probe(form(server.address, security)).await;
        mismatch(&report, Stage::Greeting, Security::ImplicitTls);
        assert!(report.findings[0].evidence[0].starts_with("TLS 1.3 handshake, then 220"));
        assert_eq!(server.connections(), 2);
    }
}

#[tokio::test]
async fn the_second_connection_sends_nothing() {
    let server = Scripted::start(vec![tls(), say("220 test"), expect("")]).await;
    probe(form(server.address, "tls")).await;
    let ended = eventually(Duration::from_secs(10), async || server.ended() == 2).await;
    assert!(ended && server.connections() == 2, "{} connections", server.connections());
    assert!(server.heard().iter().all(String::is_empty), "{:?}", server.heard());
}

#[tokio::test]
async fn a_slow_greeting_is_waited_for() {
    let mut script = vec![Step::Sleep(Duration::from_millis(700))];
    script.extend(starttls_script("AUTH PLAIN"));
    script.extend([expect("AUTH PLAIN "), say("235 ok")]);
    script.extend(rest());
    let server = Scripted::start_each(vec![script, vec![Step::Silence]]).await;
    passed(&probe(form(server.address, "tls")).await);
}

#[tokio::test]
async fn a_server_that_stays_silent_on_both_connections_is_stalled() {
    let server = Scripted::start(vec![Step::Silence]).await;
    failed(&probe(form(server.address, "tls")).await, Stage::Greeting, &["server-stalled"]);
    failed(&probe(form(server.address, "ssl")).await, Stage::Tls, &["server-stalled"]);
}

#[tokio::test]
async fn starttls_not_offered_has_a_fix() {
    let server = serve(vec![vec![say("220 test"), expect("EHLO"), say("250-test\r\n250 AUTH PLAIN")], quit()]).await;
    let report = probe(form(server.address, "tls")).await;
    failed(&report, Stage::Starttls, &["starttls-not-offered"]);
    let fix = report.findings[0].fix.clone().unwrap();
    assert_eq!((fix.port.as_deref(), fix.security), (Some("465"), Some(Security::ImplicitTls)));
    assert_eq!(server.heard().last().map(String::as_str), Some("QUIT"), "the session is closed with QUIT");
}

#[tokio::test]
async fn a_refused_starttls_is_recognised() {
    let script = vec![
        say("220 test"),
        expect("EHLO"),
        say("250-test\r\n250 STARTTLS"),
        expect("STARTTLS"),
        say("454 4.7.0 TLS not available due to local problem"),
    ];
    let server = serve(vec![script, quit()]).await;
    failed(&probe(form(server.address, "tls")).await, Stage::Starttls, &["starttls-refused"]);
}

#[tokio::test]
async fn plaintext_before_the_handshake_is_discarded_and_reported() {
    let before = || vec![say("220 test"), expect("EHLO"), say("250-test\r\n250 STARTTLS"), expect("STARTTLS")];
    let same_packet =
        serve(vec![before(), vec![say("220 go ahead\r\n250-evil\r\n250 AUTH PLAIN"), Step::Silence]]).await;
    let report = probe(form(same_packet.address, "tls")).await;
    failed(&report, Stage::Starttls, &["starttls-injection"]);
    assert!(report.findings[0].evidence[0].contains("250-evil"));
    let later = serve(vec![
        before(),
        vec![
            say("220 go ahead"),
            Step::Sleep(Duration::from_millis(100)),
            say("250-evil\r\n250 AUTH PLAIN"),
            Step::Silence,
        ],
    ])
    .await;
    let report = probe(form(later.address, "tls")).await;
    failed(&report, Stage::Tls, &["starttls-injection"]);
    for server in [same_packet, later] {
        assert!(server.heard().iter().all(|it| !it.starts_with("AUTH")), "{:?}", server.heard());
    }
}

fn tls() -> Step {
    smtp_doctor_testkit::script::tls(&CERTS.good)
}
