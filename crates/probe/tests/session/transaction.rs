//! What is sent between sign-in and QUIT: pipelined commands, the test message, the relay question.

use smtp_doctor_core::model::Stage;
use smtp_doctor_core::report::Outcome;
use smtp_doctor_core::settings::Address;
use smtp_doctor_probe::AllowedRecipients;
use smtp_doctor_probe::Context;
use smtp_doctor_probe::MessagePolicy;
use smtp_doctor_probe::Plan;
use smtp_doctor_testkit::script::Step;
use smtp_doctor_testkit::script::expect;
use smtp_doctor_testkit::script::say;

use crate::support::*;

/// TLS, greeting, EHLO with these capabilities, and an accepted sign-in.
fn offering(lines: &[&str]) -> Vec<Step> {
    let mut reply = String::from("250-test");
    for line in lines {
        reply.push_str("\r\n250-");
        reply.push_str(line);
    }
    reply.push_str("\r\n250 AUTH PLAIN");
    let mut script = tls_script("");
    script[3] = say(&reply);
    script.extend([expect("AUTH"), say("235 ok")]);
    script
}

#[tokio::test]
async fn sender_and_recipients_are_pipelined_if_the_server_supports_it() {
    // All three commands arrive before the first reply.
    let together = vec![
        expect("MAIL FROM:<user@example.test>"),
        expect("RCPT TO:<a@example.test>"),
        expect("RCPT TO:<b@example.test>"),
        say("250 ok\r\n250 ok\r\n250 ok"),
    ];
    let server = serve(vec![offering(&["PIPELINING"]), together, quit()]).await;
    let mut form = form(server.address, "ssl");
    form["to"] = "a@example.test, b@example.test".into();
    let report = probe(form.clone()).await;
    passed(&report);
    let stage = report.stages.iter().find(|it| it.stage == Stage::RcptTo).unwrap();
    assert_eq!(stage.facts.accepted.len(), 2);
    // If the sender is refused, the replies to RCPT TO are read and ignored.
    let refused = vec![expect("MAIL"), expect("RCPT"), expect("RCPT"), say("550 5.7.1 no\r\n503 x\r\n503 y")];
    let server = serve(vec![offering(&["PIPELINING"]), refused, quit()]).await;
    form["port"] = server.address.port().into();
    let report = probe(form).await;
    assert_eq!(report.stages.iter().find(|it| it.outcome == Outcome::Failed).unwrap().stage, Stage::MailFrom);
    assert_eq!(report.stages.last().unwrap().outcome, Outcome::Passed, "QUIT got its own reply");
}

#[tokio::test]
async fn recipients_are_pipelined_in_groups() {
    let group = |n: usize| {
        let mut steps: Vec<Step> = (0..n).map(|_| expect("RCPT")).collect();
        steps.push(say(&vec!["250 ok"; n].join("\r\n")));
        steps
    };
    let mut first = vec![expect("MAIL")];
    first.extend((0..3).map(|_| expect("RCPT")));
    first.push(say("250 ok\r\n250 ok\r\n250 ok\r\n250 ok"));
    let server = serve(vec![offering(&["PIPELINING"]), first, group(3), group(1), quit()]).await;
    let mut form = form(server.address, "ssl");
    form["to"] = (0..7).map(|i| format!("user{i}@example.test")).collect::<Vec<_>>().join(",").into();
    passed(&probe(form).await);
}

#[tokio::test]
async fn smtputf8_is_requested_if_a_recipient_needs_it() {
    let server = serve(vec![
        offering(&["SMTPUTF8"]),
        vec![expect("MAIL FROM:<user@example.test> SMTPUTF8"), say("250 ok"), expect("RCPT"), say("250 ok")],
        quit(),
    ])
    .await;
    let mut form = form(server.address, "ssl");
    form["to"] = "\u{43f}\u{43e}\u{447}\u{442}\u{430}@example.test".into();
    passed(&probe(form).await);
}

fn relaying() -> Plan {
    Plan { relay_to: Some(Address::parse("x@elsewhere.example").unwrap()), ..Plan::default() }
}

#[tokio::test]
async fn relaying_is_tested_in_a_separate_transaction() {
    let transaction = vec![expect("MAIL"), say("250 ok"), expect("RCPT"), say("250 ok")];
    let asked = |verdict: &str| {
        vec![
            expect("RSET"),
            say("250 ok"),
            expect("MAIL FROM:<user@example.test>"),
            say("250 ok"),
            expect("RCPT TO:<x@elsewhere.example>"),
            say(verdict),
        ]
    };
    let server =
        serve(vec![offering(&[]), transaction.clone(), asked("250 ok"), vec![expect("RSET"), say("250 ok")], quit()])
            .await;
    let report = probe_as(&context(), form(server.address, "ssl"), &relaying()).await;
    passed(&report);
    assert!(!server.heard().iter().any(|it| it == "DATA"));
    let server = serve(vec![offering(&[]), transaction, asked("550 5.7.1 Relaying denied"), quit()]).await;
    let report = probe_as(&context(), form(server.address, "ssl"), &relaying()).await;
    failed(&report, Stage::Relay, &["relay-denied"]);
}

fn sending() -> Plan {
    Plan { send_message: true, ..Plan::default() }
}

#[tokio::test]
async fn a_message_declares_its_size_and_ends_with_a_dot() {
    let transaction =
        || vec![expect("MAIL FROM:<user@example.test> SIZE="), say("250 ok"), expect("RCPT"), say("250 ok")];
    let data = |reply: &str| {
        let mut steps = vec![expect("DATA"), say("354 go")];
        steps.push(Step::Message);
        steps.push(say(reply));
        steps
    };
    let server = serve(vec![offering(&["SIZE 100000"]), transaction(), data("250 queued as 1"), quit()]).await;
    let report = probe_as(&context(), form(server.address, "ssl"), &sending()).await;
    passed(&report);
    assert!(report.not_proven.iter().any(|it| it.contains("arrives")));
    let announced: usize = server.heard().iter().find_map(|it| it.split("SIZE=").nth(1)?.parse().ok()).unwrap();
    let content = server.heard().into_iter().find(|it| it.starts_with("From: ")).unwrap();
    assert_eq!(announced, content.len(), "without the final dot");
    let server = serve(vec![offering(&["SIZE"]), transaction(), data("554 5.7.1 spam"), quit()]).await;
    let report = probe_as(&context(), form(server.address, "ssl"), &sending()).await;
    assert_eq!(report.stages.iter().find(|it| it.outcome == Outcome::Failed).unwrap().stage, Stage::Message);
    // Without 354, no message is sent.
    let refused = vec![expect("DATA"), say("503 5.5.1 no valid recipients")];
    let server = serve(vec![offering(&["SIZE"]), transaction(), refused, quit()]).await;
    let report = probe_as(&context(), form(server.address, "ssl"), &sending()).await;
    assert_eq!(report.stages.iter().find(|it| it.outcome == Outcome::Failed).unwrap().stage, Stage::Message);
    assert_eq!(server.heard().last().map(String::as_str), Some("QUIT"));
}

#[tokio::test]
async fn only_recipients_that_the_operator_allows_get_a_message() {
    let transaction = || vec![expect("MAIL"), say("250 ok"), expect("RCPT"), say("250 ok")];
    let server = serve(vec![offering(&[]), transaction(), quit()]).await;
    let mut form = form(server.address, "ssl");
    form["to"] = "other@elsewhere.example".into();
    failed(&probe_as(&context(), form.clone(), &sending()).await, Stage::Message, &["message-not-allowed"]);
    form["to"] = "other@example.test".into();
    let messages = MessagePolicy { recipients: AllowedRecipients::Nobody, also: Vec::new() };
    let ctx = Context { messages, ..context() };
    failed(&probe_as(&ctx, form, &sending()).await, Stage::Message, &["message-not-allowed"]);
    assert!(!server.heard().iter().any(|it| it == "DATA"));
}
