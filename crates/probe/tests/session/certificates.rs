//! Faulty certificates, with implicit TLS and with STARTTLS.

use smtp_doctor_core::model::Certificate;
use smtp_doctor_core::model::Severity;
use smtp_doctor_core::model::Stage;
use smtp_doctor_core::report::ProbeReport;
use smtp_doctor_testkit::certs::INTERMEDIATE;
use smtp_doctor_testkit::certs::Leaf;
use smtp_doctor_testkit::certs::WRONG_HOST;
use smtp_doctor_testkit::script::expect;
use smtp_doctor_testkit::script::say;
use smtp_doctor_testkit::script::tls;

use crate::support::*;

async fn check(leaf: &Leaf, slug: &str) -> ProbeReport {
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
async fn every_fault_of_a_certificate_has_its_finding() {
    check(&CERTS.expired, "certificate-expired").await;
    check(&CERTS.not_yet, "certificate-not-yet-valid").await;
    check(&CERTS.self_signed, "certificate-untrusted").await;
    check(&CERTS.self_signed_leaf, "certificate-untrusted").await;
}

#[tokio::test]
async fn a_name_mismatch_shows_the_name_but_does_not_propose_an_unrelated_one() {
    let report = check(&CERTS.wrong_host, "certificate-name-mismatch").await;
    assert!(report.findings[0].detail.contains(WRONG_HOST));
    assert_eq!(report.findings[0].fix, None, "an attacker may present any name");
}

fn certificates(report: &ProbeReport) -> &[Certificate] {
    let tls = report.stages.iter().find(|it| it.stage == Stage::Tls).unwrap();
    &tls.facts.certificates
}

#[tokio::test]
async fn an_untrusted_certificate_is_shown_and_its_missing_intermediate_named() {
    let report = check(&CERTS.no_intermediate, "certificate-untrusted").await;
    assert!(report.findings[0].detail.contains(INTERMEDIATE), "{report:#?}");
    assert!(report.findings[0].evidence[0].starts_with("Certificate of localhost"), "{report:#?}");
    let [only] = certificates(&report) else { panic!("{report:#?}") };
    assert_eq!((only.subject.as_str(), only.issuer.as_str()), ("localhost", INTERMEDIATE));
    assert_eq!(only.names, ["localhost", "127.0.0.1"]);
    assert_eq!((only.days_valid, only.key.as_str()), (395, "EC 256 bits"));
    // A second may have passed since the certificate was made.
    assert!(matches!(only.days_left, 364 | 365), "{only:?}");
    let expired = check(&CERTS.expired, "certificate-expired").await;
    assert!(matches!(certificates(&expired)[0].days_left, -31 | -30), "{expired:?}");
}

#[tokio::test]
async fn a_certificate_that_expires_soon_is_a_warning() {
    let session = |leaf| vec![tls(leaf), say("220 test"), expect("EHLO"), say("250 test")];
    let server = serve(vec![session(&CERTS.ending)]).await;
    let report = probe(form(server.address, "ssl")).await;
    let finding = &report.findings[0];
    assert_eq!((finding.about.slug, finding.severity), ("certificate-expires-soon", Severity::Warning));
    assert!(finding.detail.contains("in 4 days") || finding.detail.contains("in 5 days"), "{finding:?}");
    let server = serve(vec![session(&CERTS.good)]).await;
    let report = probe(form(server.address, "ssl")).await;
    assert!(!report.findings.iter().any(|it| it.about.slug == "certificate-expires-soon"), "{report:#?}");
    assert_eq!(certificates(&report).len(), 2);
}
