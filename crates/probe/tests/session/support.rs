//! Sets up probes and checks their reports.

use std::net::SocketAddr;
use std::sync::LazyLock;
use std::time::Duration;

use smtp_doctor_core::model::Stage;
use smtp_doctor_core::report::Outcome;
use smtp_doctor_core::report::ProbeEvent;
use smtp_doctor_core::report::ProbeReport;
use smtp_doctor_core::settings::Settings;
use smtp_doctor_core::settings::SettingsForm;
use smtp_doctor_probe::Context;
use smtp_doctor_probe::Deadlines;
use smtp_doctor_probe::Plan;
use smtp_doctor_probe::Trust;
use smtp_doctor_probe::net::Net;
use smtp_doctor_probe::policy::TargetPolicy;
use smtp_doctor_testkit::certs::LabCerts;
use smtp_doctor_testkit::script::Scripted;
use smtp_doctor_testkit::script::Step;
use smtp_doctor_testkit::script::expect;
use smtp_doctor_testkit::script::say;
use smtp_doctor_testkit::script::tls;

/// A password that must never leave the probe.
pub(crate) const CANARY: &str = "canary-Pa55word";

pub(crate) static CERTS: LazyLock<LabCerts> = LazyLock::new(|| LabCerts::generate().unwrap());

/// A context that may dial loopback, trusts the tests' authority and has short time limits.
pub(crate) fn context() -> Context {
    let policy = TargetPolicy::allowing(vec!["127.0.0.0/8".parse().unwrap()]);
    Context {
        deadlines: Deadlines {
            stage: Duration::from_millis(2_000),
            session: Duration::from_millis(8_000),
            patience: Duration::from_millis(200),
            quit: Duration::from_millis(500),
        },
        ..Context::new(Net::from_system(policy).unwrap(), Trust::from_system(Some(CERTS.ca.as_bytes())).unwrap())
    }
}

/// Settings for a scripted server, with the canary as password.
pub(crate) fn form(address: SocketAddr, security: &str) -> serde_json::Value {
    serde_json::json!({
        "server": address.ip().to_string(), "port": address.port(), "security": security,
        "auth": {"method": "password", "username": "user@example.test", "password": CANARY},
        "from": "user@example.test", "to": "other@example.test",
    })
}

pub(crate) async fn probe(form: serde_json::Value) -> ProbeReport {
    probe_in(&context(), form).await
}

/// Runs a probe with the default plan, in `ctx`.
pub(crate) async fn probe_in(ctx: &Context, form: serde_json::Value) -> ProbeReport {
    probe_as(ctx, form, &Plan::default()).await
}

/// Runs a probe. Its events and report must not contain the canary, and must agree with each other.
pub(crate) async fn probe_as(ctx: &Context, form: serde_json::Value, plan: &Plan) -> ProbeReport {
    let form: SettingsForm = serde_json::from_value(form).unwrap();
    let settings = Settings::parse(&form).settings.expect("settings without errors");
    let mut events = Vec::new();
    let report = smtp_doctor_probe::run(ctx, &settings, plan, &mut |event| events.push(event.clone())).await;
    let json = serde_json::to_string(&(&events, &report)).unwrap();
    assert!(!json.contains(CANARY), "the password leaked: {json}");
    assert!(!json.contains("Y2FuYXJ5"), "the password leaked in Base64: {json}");
    assert!(!format!("{settings:?} {form:?} {events:?}").contains(CANARY));
    assert!(
        matches!(&events[..], [ProbeEvent::ProbeStarted { stages, .. }, .., ProbeEvent::ProbeFinished { report: last }]
        if **last == report && *stages == report.stages.iter().map(|it| it.stage).collect::<Vec<_>>()),
        "{events:#?}"
    );
    report
}

/// The probe failed in `stage` with exactly these findings. All stages before passed, all after it except QUIT were skipped.
#[track_caller]
pub(crate) fn failed(report: &ProbeReport, stage: Stage, slugs: &[&str]) {
    let found: Vec<_> = report.findings.iter().map(|it| it.about.slug).collect();
    assert_eq!(found, slugs, "{report:#?}");
    assert!(!report.passed);
    let at = report.stages.iter().position(|it| it.stage == stage).unwrap();
    for (i, it) in report.stages.iter().enumerate().filter(|(_, it)| it.stage != Stage::Quit) {
        let expected = [Outcome::Passed, Outcome::Failed, Outcome::Skipped][(i >= at) as usize + (i > at) as usize];
        assert_eq!(it.outcome, expected, "{:?}: {report:#?}", it.stage);
    }
}

#[track_caller]
pub(crate) fn passed(report: &ProbeReport) {
    assert!(report.passed && report.findings.is_empty(), "{report:#?}");
}

/// A server with STARTTLS, up to the EHLO inside TLS.
pub(crate) fn starttls_script(capabilities: &str) -> Vec<Step> {
    vec![
        say("220 test ESMTP"),
        expect("EHLO "),
        say("250-test\r\n250 STARTTLS"),
        expect("STARTTLS"),
        say("220 go ahead"),
        tls(&CERTS.good),
        expect("EHLO "),
        say(&format!("250-test\r\n250 {capabilities}")),
    ]
}

/// A server with implicit TLS, up to EHLO.
pub(crate) fn tls_script(capabilities: &str) -> Vec<Step> {
    vec![tls(&CERTS.good), say("220 test ESMTP"), expect("EHLO "), say(&format!("250-test\r\n250 {capabilities}"))]
}

/// Accepts sender, recipient and QUIT.
pub(crate) fn rest() -> Vec<Step> {
    let mut steps = vec![
        expect("MAIL FROM:<user@example.test>"),
        say("250 ok"),
        expect("RCPT TO:<other@example.test>"),
        say("250 ok"),
    ];
    steps.extend(quit());
    steps
}

pub(crate) fn quit() -> Vec<Step> {
    vec![expect("QUIT"), say("221 bye")]
}

pub(crate) async fn serve(parts: Vec<Vec<Step>>) -> Scripted {
    Scripted::start(parts.concat()).await
}
