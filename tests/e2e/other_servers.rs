//! The same faults at Exim and OpenSMTPD, which word their replies differently, have the same findings.

use serde_json::json;
use smtp_doctor_e2e::doctor;
use smtp_doctor_e2e::lab::exim::EximLab;
use smtp_doctor_e2e::lab::opensmtpd::OpensmtpdLab;
use smtp_doctor_testkit::certs::LabCerts;

use crate::world::CANARY;
use crate::world::form;
use crate::world::slugs;

async fn probe(ca: &str, form: &serde_json::Value) -> serde_json::Value {
    let flags = ["probe", "--json", "--no-domain", "--allow-target", "127.0.0.0/8", "--ca", ca, "--timeout", "4", "-"];
    let output = doctor::run(&flags, &form.to_string()).await.unwrap();
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{output:?}"))
}

#[tokio::test]
async fn exim_replies_have_the_right_findings() {
    let lab = EximLab::start(&LabCerts::generate().unwrap()).unwrap();
    let ca = lab.ca_file().display().to_string();
    for (port, security) in [(lab.smtps, "ssl"), (lab.submission, "tls"), (lab.bulk_banner, "tls")] {
        let report = probe(&ca, &form(port, security)).await;
        assert_eq!(report["passed"], true, "{report:#}");
    }
    let mut wrong = form(lab.submission, "tls");
    wrong["auth"]["password"] = CANARY.into();
    let report = probe(&ca, &wrong).await;
    assert_eq!(slugs(&report), ["credentials-rejected"], "{report:#}");
    assert_eq!(lab.failed_logins(), 1);
    assert_eq!(slugs(&probe(&ca, &form(lab.submission, "ssl")).await), ["tls-port-mismatch"]);
    assert_eq!(slugs(&probe(&ca, &form(lab.smtps, "tls")).await), ["tls-port-mismatch"]);
    let mut relay = form(lab.relay, "none");
    relay["auth"] = json!({"method": "none"});
    relay["to"] = "somebody@elsewhere.example".into();
    assert_eq!(slugs(&probe(&ca, &relay).await), ["relay-denied"]);
    assert!(!lab.logs().contains(CANARY));
}

#[tokio::test]
async fn opensmtpd_replies_have_the_right_findings() {
    let lab = OpensmtpdLab::start().unwrap();
    let certs = tempfile::tempdir().unwrap();
    LabCerts::generate().unwrap().save(certs.path()).unwrap();
    let ca = certs.path().join("ca.pem").display().to_string();
    let mut relay = form(lab.relay, "none");
    relay["auth"] = json!({"method": "none"});
    let with_password = probe(&ca, &form(lab.relay, "none")).await;
    assert_eq!(slugs(&with_password), ["auth-not-offered"], "{with_password:#}");
    assert_eq!(slugs(&probe(&ca, &form(lab.relay, "tls")).await), ["starttls-not-offered"]);
    relay["to"] = "somebody@elsewhere.example".into();
    // OpenSMTPD says "Invalid recipient" for an unknown mailbox and for a refused relay.
    let report = probe(&ca, &relay).await;
    assert!(["relay-denied", "recipient-unknown"].contains(&slugs(&report)[0]), "{report:#}");
}
