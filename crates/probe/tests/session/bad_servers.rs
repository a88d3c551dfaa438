//! Servers that break the rules: every probe ends in time and with a finding.

use std::time::Duration;

use smtp_doctor_core::model::Stage;
use smtp_doctor_testkit::script::Scripted;
use smtp_doctor_testkit::script::Step;
use smtp_doctor_testkit::script::expect;
use smtp_doctor_testkit::script::say;
use tokio::io::AsyncReadExt as _;
use tokio::net::TcpListener;

use crate::support::*;

async fn check(script: Vec<Step>, stage: Stage, slug: &str) -> smtp_doctor_core::report::ProbeReport {
    let server = Scripted::start(script).await;
    let report = probe(form(server.address, "tls")).await;
    failed(&report, stage, &[slug]);
    report
}

#[tokio::test]
async fn a_greeting_with_many_lines_is_read_completely() {
    let mut lines: Vec<String> = (0..10).map(|i| format!("220-line {i}")).collect();
    lines.push("220 and/or bulk e-mail.".to_owned());
    let mut script = starttls_script("AUTH PLAIN");
    script[0] = say(&lines.join("\r\n"));
    script.extend([expect("AUTH"), say("235 ok")]);
    script.extend(rest());
    let server = Scripted::start(script).await;
    passed(&probe(form(server.address, "tls")).await);
}

#[tokio::test]
async fn a_banner_in_reply_to_ehlo_is_recognised() {
    let banner = "220 We do not authorize the use of this system to transport unsolicited, and/or bulk e-mail.";
    check(
        vec![say("220-test"), say("220 x"), expect("EHLO"), say(banner), Step::Silence],
        Stage::Ehlo,
        "bulk-mail-banner",
    )
    .await;
}

#[tokio::test]
async fn servers_that_do_not_speak_smtp_are_recognised() {
    check(vec![say("HTTP/1.1 400 Bad Request")], Stage::Greeting, "not-smtp").await;
    check(vec![say("* OK IMAP4rev1 ready")], Stage::Greeting, "not-smtp").await;
    check(vec![Step::Send(vec![0xff; 9_000])], Stage::Greeting, "not-smtp").await;
    check(
        vec![Step::Send(b"220 ".iter().chain(&[b'x'; 100_000]).copied().collect()), Step::Silence],
        Stage::Greeting,
        "not-smtp",
    )
    .await;
    check(vec![say("220-a\r\n250 b")], Stage::Greeting, "not-smtp").await;
    let endless = "220-x\r\n".repeat(10_000);
    check(vec![Step::Send(endless.into_bytes())], Stage::Greeting, "not-smtp").await;
}

#[tokio::test]
async fn a_closed_connection_is_reported_with_the_partial_reply() {
    check(vec![], Stage::Greeting, "connection-dropped").await;
    let report = check(vec![Step::Send(b"220-half a gree".to_vec())], Stage::Greeting, "connection-dropped").await;
    assert_eq!(report.findings[0].evidence, ["220-half a gree"]);
    check(vec![say("220 test"), expect("EHLO"), Step::Reset], Stage::Ehlo, "connection-dropped").await;
}

#[tokio::test]
async fn a_stalled_server_is_reported_with_the_partial_reply() {
    let report = check(
        vec![say("220 test"), expect("EHLO"), Step::Send(b"250-te".to_vec()), Step::Silence],
        Stage::Ehlo,
        "server-stalled",
    )
    .await;
    assert_eq!(report.findings[0].evidence, ["250-te"]);
    check(
        vec![
            say("220 test"),
            expect("EHLO"),
            say("250-test\r\n250 STARTTLS"),
            expect("STARTTLS"),
            say("220 go"),
            Step::Silence,
        ],
        Stage::Tls,
        "server-stalled",
    )
    .await;
}

#[tokio::test]
async fn a_dribbled_greeting_ends_with_the_time_limit_of_its_stage() {
    let dribble = (0..40).flat_map(|_| [Step::Send(b"2".to_vec()), Step::Sleep(Duration::from_millis(100))]).collect();
    let report = check(dribble, Stage::Greeting, "server-stalled").await;
    assert!(report.elapsed_ms < 3_000.0);
}

#[tokio::test]
async fn a_closed_service_is_recognised_in_every_stage() {
    let closed = "421 4.3.2 Service not available, closing transmission channel";
    check(vec![say(closed)], Stage::Greeting, "service-unavailable").await;
    check(vec![say("554 No SMTP service here")], Stage::Greeting, "service-unavailable").await;
    check(vec![say("220 test"), expect("EHLO"), say(closed)], Stage::Ehlo, "service-unavailable").await;
    check(
        vec![say("220 test"), expect("EHLO"), say("250-test\r\n250 STARTTLS"), expect("STARTTLS"), say(closed)],
        Stage::Starttls,
        "service-unavailable",
    )
    .await;
    check(
        [starttls_script("AUTH PLAIN"), vec![expect("AUTH"), say(closed)]].concat(),
        Stage::Auth,
        "service-unavailable",
    )
    .await;
    let signed_in = || [starttls_script("AUTH PLAIN"), vec![expect("AUTH"), say("235 ok"), expect("MAIL")]].concat();
    check([signed_in(), vec![say(closed)]].concat(), Stage::MailFrom, "service-unavailable").await;
    check(
        [signed_in(), vec![say("250 ok"), expect("RCPT"), say(closed)]].concat(),
        Stage::RcptTo,
        "service-unavailable",
    )
    .await;
}

#[tokio::test]
async fn an_unknown_refusal_is_not_guessed() {
    let report = check(
        vec![say("220 test"), expect("EHLO"), say("250-test\r\n250 STARTTLS"), expect("STARTTLS"), say("599 Zarquon")],
        Stage::Starttls,
        "not-recognised",
    )
    .await;
    assert_eq!(report.findings[0].evidence, ["599 Zarquon"]);
}

#[tokio::test]
async fn control_characters_from_a_server_are_escaped() {
    let report = check(vec![say("554 \u{1b}[2Jclosed")], Stage::Greeting, "service-unavailable").await;
    assert!(report.transcript.iter().all(|it| !it.text.contains('\u{1b}')), "{:#?}", report.transcript);
    let evidence = &report.findings[0].evidence;
    assert!(evidence[0].contains("[2Jclosed") && evidence.iter().all(|it| !it.contains('\u{1b}')), "{evidence:?}");
}

#[tokio::test]
async fn a_server_that_never_stops_sending_is_cut_off() {
    let long = |i: usize| format!("250-{}\r\n", "\u{1}".repeat(3_900 + i % 2));
    let reply: String = (0..126).map(long).chain(["250 end\r\n".to_owned()]).collect();
    let report = check(
        vec![say("220 test"), expect("EHLO"), Step::Send(reply.into_bytes()), Step::Silence],
        Stage::Ehlo,
        "not-smtp",
    )
    .await;
    assert!(serde_json::to_string(&report).unwrap().len() < 2_000_000);
}

#[tokio::test]
async fn dropping_the_probe_closes_its_connection() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let probe = probe(form(listener.local_addr().unwrap(), "tls"));
    let (mut server, _) = tokio::select! {
        report = probe => panic!("the probe ended: {report:#?}"),
        accepted = listener.accept() => accepted.unwrap(),
    };
    let read = tokio::time::timeout(Duration::from_secs(1), server.read(&mut [0; 1])).await;
    assert_eq!(read.expect("the connection was closed").unwrap(), 0);
}
