//! Sender and recipients: the text of a refusal decides which of them it is about, not the command.

use smtp_doctor_core::model::Field;
use smtp_doctor_core::model::Stage;
use smtp_doctor_core::report::Outcome;
use smtp_doctor_testkit::script::Step;
use smtp_doctor_testkit::script::expect;
use smtp_doctor_testkit::script::say;

use crate::support::*;

fn signed_in() -> Vec<Step> {
    [tls_script("AUTH PLAIN"), vec![expect("AUTH"), say("235 ok")]].concat()
}

#[tokio::test]
async fn a_sender_refusal_that_arrives_at_rcpt_is_about_the_sender() {
    let refusal = "553 5.7.1 <alias@example.test>: Sender address rejected: not owned by user user@example.test";
    let server = serve(vec![
        signed_in(),
        vec![expect("MAIL FROM:<alias@example.test>"), say("250 ok"), expect("RCPT"), say(refusal)],
        quit(),
    ])
    .await;
    let mut form = form(server.address, "ssl");
    form["from"] = "alias@example.test".into();
    let report = probe(form).await;
    failed(&report, Stage::RcptTo, &["sender-not-permitted"]);
    assert_eq!(report.findings[0].field, Some(Field::From));
    assert_eq!(report.findings[0].fix.as_ref().and_then(|it| it.from.as_deref()), Some("user@example.test"));
}

#[tokio::test]
async fn accepted_recipients_are_kept_beside_refused_ones() {
    let server = serve(vec![
        signed_in(),
        vec![
            expect("MAIL"),
            say("250 ok"),
            expect("RCPT TO:<a@"),
            say("250 ok"),
            expect("RCPT TO:<b@"),
            say("554 5.7.1 <b@elsewhere.example>: Relay access denied"),
        ],
        quit(),
    ])
    .await;
    let mut form = form(server.address, "ssl");
    form["to"] = "a@example.test, b@elsewhere.example".into();
    let report = probe(form).await;
    failed(&report, Stage::RcptTo, &["relay-denied"]);
    let stage = report.stages.iter().find(|it| it.stage == Stage::RcptTo).unwrap();
    assert_eq!(stage.facts.accepted, ["a@example.test"]);
}

#[tokio::test]
async fn the_probe_stops_after_three_refused_recipients() {
    let refuse = || [expect("RCPT"), say("550 relay not permitted")];
    let asked: Vec<Step> = (0..3).flat_map(|_| refuse()).collect();
    let server = serve(vec![signed_in(), vec![expect("MAIL"), say("250 ok")], asked, quit()]).await;
    let mut form = form(server.address, "ssl");
    form["to"] = (0..30).map(|i| format!("user{i}@elsewhere.example")).collect::<Vec<_>>().join(",").into();
    let report = probe(form).await;
    failed(&report, Stage::RcptTo, &["relay-denied"]);
    assert!(report.not_proven.iter().any(|it| it.contains("first 20")));
    assert_eq!(server.heard().last().map(String::as_str), Some("QUIT"));
}

#[tokio::test]
async fn settings_without_recipients_pass() {
    let server = serve(vec![signed_in(), vec![expect("MAIL"), say("250 ok")], quit()]).await;
    let mut form = form(server.address, "ssl");
    form["to"] = "".into();
    let report = probe(form).await;
    passed(&report);
    assert!(report.stages.iter().any(|it| it.stage == Stage::RcptTo && it.outcome == Outcome::Skipped));
    assert!(report.not_proven.iter().any(|it| it.contains("recipients")));
}

#[tokio::test]
async fn non_ascii_addresses_need_smtputf8() {
    let server = serve(vec![signed_in(), quit()]).await;
    let mut form = form(server.address, "ssl");
    form["from"] = "пользователь@example.test".into();
    failed(&probe(form.clone()).await, Stage::MailFrom, &["encoding-unsupported"]);
    let begin = vec![
        smtp_doctor_testkit::script::tls(&CERTS.good),
        say("220 test"),
        expect("EHLO"),
        say("250-test\r\n250-SMTPUTF8\r\n250 AUTH PLAIN"),
        expect("AUTH"),
        say("235 ok"),
    ];
    let server = serve(vec![
        begin,
        vec![expect("MAIL FROM:<пользователь@example.test> SMTPUTF8"), say("250 ok"), expect("RCPT"), say("250 ok")],
        quit(),
    ])
    .await;
    form["port"] = server.address.port().into();
    passed(&probe(form).await);
}
