//! Servers that are odd but usable, and servers that are only slow.

use std::time::Duration;
use std::time::Instant;

use smtp_doctor_core::model::Stage;
use smtp_doctor_probe::Context;
use smtp_doctor_probe::Deadlines;
use smtp_doctor_testkit::script::Scripted;
use smtp_doctor_testkit::script::Step;
use smtp_doctor_testkit::script::expect;
use smtp_doctor_testkit::script::say;

use crate::support::*;

fn raw(text: &str) -> Step {
    Step::Send(text.as_bytes().to_vec())
}

/// A whole session inside TLS, with this greeting and these replies to EHLO and AUTH.
async fn session(greeting: Step, ehlo: Step, auth: Step) -> Scripted {
    let mut script = tls_script("");
    (script[1], script[3]) = (greeting, ehlo);
    script.extend([expect("AUTH"), auth]);
    script.extend(rest());
    Scripted::start(script).await
}

#[tokio::test]
async fn odd_spellings_are_understood() {
    let plain = || say("250-test\r\n250 AUTH PLAIN");
    for (greeting, ehlo) in [
        // The old spelling of AUTH, in lower case, and keywords in any order.
        (say("220 test"), say("250-test\r\n250-auth=plain\r\n250 SIZE")),
        // Line feeds alone, and a reply in pieces.
        (raw("220-a\n220 b\n"), plain()),
        (say("220 test"), raw("250-test\n250 AUTH PLAIN\n")),
        // Bytes that are not UTF-8.
        (Step::Send(b"220 caf\xe9 \xff\r\n".to_vec()), plain()),
        // Codes without a text.
        (raw("220\r\n"), plain()),
        (raw("220 \r\n"), plain()),
    ] {
        let server = session(greeting.clone(), ehlo.clone(), say("235 ok")).await;
        let report = probe(form(server.address, "ssl")).await;
        assert!(report.passed, "{greeting:?} {ehlo:?}: {report:#?}");
    }
}

#[tokio::test]
async fn starttls_may_be_the_only_capability() {
    let server = serve(vec![starttls_script("AUTH PLAIN"), vec![expect("AUTH"), say("235 ok")], rest()]).await;
    passed(&probe(form(server.address, "tls")).await);
}

#[tokio::test]
async fn refusals_with_many_lines_are_kept_completely() {
    let refusal = "535-5.7.8 Username and Password not accepted.\r\n535-5.7.8  For more information, go to\r\n535 5.7.8  https://support.example/?p=BadCredentials";
    let mut script = tls_script("AUTH PLAIN");
    script.extend([expect("AUTH"), say(refusal)]);
    script.extend(quit());
    let server = Scripted::start(script).await;
    let report = probe(form(server.address, "ssl")).await;
    failed(&report, Stage::Auth, &["credentials-rejected"]);
    assert_eq!(report.findings[0].evidence.len(), 3);
}

#[tokio::test]
async fn a_refusal_instead_of_a_greeting_is_recognised() {
    let server =
        Scripted::start([vec![say("554 5.7.1 Your address is blocked using a blocklist")], quit()].concat()).await;
    let report = probe(form(server.address, "tls")).await;
    assert_eq!(report.stages.iter().find(|it| !it.findings.is_empty()).unwrap().stage, Stage::Greeting);
    assert_ne!(report.findings[0].about.slug, "not-recognised");
}

#[tokio::test]
async fn an_early_reply_puts_the_session_out_of_step() {
    // An early reply is taken for the reply to the next command, so the session fails.
    let mut script = tls_script("AUTH PLAIN");
    script.extend([expect("AUTH"), say("235 ok\r\n250 too\r\n550 5.1.1 much")]);
    script.extend([expect("MAIL"), expect("RCPT"), expect("QUIT")]);
    let server = Scripted::start(script).await;
    assert!(!probe(form(server.address, "ssl")).await.passed);
}

#[tokio::test]
async fn a_connection_closed_after_starttls_is_recognised() {
    let mut script = starttls_script("AUTH PLAIN");
    script.truncate(5);
    let server = Scripted::start(script).await;
    failed(&probe(form(server.address, "tls")).await, Stage::Tls, &["connection-dropped"]);
}

#[tokio::test]
async fn a_slow_server_cannot_hold_a_probe_beyond_its_session_limit() {
    // Each reply comes just in time for its stage, but together they exceed the session's limit.
    let late = |line: &str| [Step::Sleep(Duration::from_millis(300)), say(line)];
    let mut script: Vec<Step> = tls_script("AUTH PLAIN")[..1].to_vec();
    script.extend(late("220 test"));
    script.push(expect("EHLO"));
    script.extend(late("250-test\r\n250 AUTH PLAIN"));
    script.push(expect("AUTH"));
    script.extend(late("235 ok"));
    script.push(expect("MAIL"));
    script.extend(late("250 ok"));
    script.extend(rest());
    let server = Scripted::start(script).await;
    let (stage, session) = (Duration::from_millis(500), Duration::from_millis(1_000));
    let ctx = Context { deadlines: Deadlines { stage, session, ..context().deadlines }, ..context() };
    let begun = Instant::now();
    let report = probe_in(&ctx, form(server.address, "ssl")).await;
    assert_eq!(report.findings[0].about.slug, "server-stalled", "{report:#?}");
    assert!(begun.elapsed() < Duration::from_millis(2_500));
}

#[tokio::test]
async fn servers_with_only_old_tls_versions_are_recognised() {
    // The alert `protocol_version` from servers that support only TLS 1.0 or 1.1 (RFC 5246 §7.2.2).
    let alert = Step::Send(vec![21, 3, 1, 0, 2, 2, 70]);
    let server = Scripted::start(vec![alert.clone(), Step::Silence]).await;
    failed(&probe(form(server.address, "ssl")).await, Stage::Tls, &["tls-version-unsupported"]);
    let mut script = starttls_script("");
    script.truncate(5);
    // After the client's hello, because earlier bytes count as an injection.
    script.extend([Step::Sleep(Duration::from_millis(50)), alert, Step::Silence]);
    let server = Scripted::start(script).await;
    failed(&probe(form(server.address, "tls")).await, Stage::Tls, &["tls-version-unsupported"]);
}
