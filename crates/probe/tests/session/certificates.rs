//! Certificates with faults, by both ways into TLS.

use smtp_doctor_core::probe::Stage;
use smtp_doctor_testkit::certs::Leaf;
use smtp_doctor_testkit::certs::WRONG_HOST;
use smtp_doctor_testkit::script::expect;
use smtp_doctor_testkit::script::say;
use smtp_doctor_testkit::script::tls;

use crate::support::*;

async fn check(leaf: &Leaf, slug: &str) -> smtp_doctor_core::probe::ProbeReport {
    let starttls = vec![
        say("220 test"),
        expect("EHLO"),
        say("250-test\r\n250 STARTTLS"),
        expect("STARTTLS"),
        say("220 go"),
        tls(leaf),
    ];
    let server = serve(vec![starttls]).await;
    failed(&probe(form(server.address, "tls")).await, Stage::Tls, &[slug]);
    let server = serve(vec![vec![tls(leaf), say("220 test")]]).await;
    let report = probe(form(server.address, "ssl")).await;
    failed(&report, Stage::Tls, &[slug]);
    report
}

#[tokio::test]
async fn each_fault_of_a_certificate_has_its_finding() {
    check(&CERTS.expired, "certificate-expired").await;
    check(&CERTS.not_yet, "certificate-not-yet-valid").await;
    check(&CERTS.self_signed, "certificate-untrusted").await;
    check(&CERTS.self_signed_leaf, "certificate-untrusted").await;
}

#[tokio::test]
async fn another_name_is_said_but_a_stranger_s_is_not_proposed() {
    let report = check(&CERTS.wrong_host, "certificate-name-mismatch").await;
    assert!(report.findings[0].detail.contains(WRONG_HOST));
    assert_eq!(report.findings[0].fix, None, "whoever sits on the line may show any name");
}
