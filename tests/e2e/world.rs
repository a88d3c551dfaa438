//! Mail servers, a name server and `smtp-doctor serve`, for one test.

use serde_json::Value;
use serde_json::json;
use smtp_doctor_e2e::doctor;
use smtp_doctor_e2e::doctor::Doctor;
use smtp_doctor_e2e::lab::MailLab;
use smtp_doctor_testkit::certs::LabCerts;
use smtp_doctor_testkit::certs::WRONG_HOST;
use smtp_doctor_testkit::dns::Answer;
use smtp_doctor_testkit::dns::FakeDns;

/// A wrong password that must never be found anywhere.
pub(crate) const CANARY: &str = "canary-Pa55word-7f3a";

/// A name beside that of the certificate for another host.
pub(crate) const SIBLING_HOST: &str = "smtp.other.example";

pub(crate) struct World {
    pub(crate) lab: MailLab,
    pub(crate) doctor: Doctor,
    flags: Vec<String>,
    _dns: FakeDns,
}

impl World {
    pub(crate) async fn start() -> Self {
        let lab = MailLab::start(&LabCerts::generate().unwrap()).unwrap();
        let loopback = || Answer::Addresses(vec![[127, 0, 0, 1].into()]);
        let dns =
            FakeDns::start(&[("localhost", loopback()), (WRONG_HOST, loopback()), (SIBLING_HOST, loopback())]).await;
        let ca = lab.ca_file().display().to_string();
        let flags = vec![
            "--allow-target".to_owned(),
            "127.0.0.0/8".to_owned(),
            "--ca".to_owned(),
            ca,
            "--timeout".to_owned(),
            "4".to_owned(),
            "--name-server".to_owned(),
            dns.address.to_string(),
        ];
        let doctor = Doctor::serve(&flags.iter().map(String::as_str).collect::<Vec<_>>()).await.unwrap();
        Self { lab, doctor, flags, _dns: dns }
    }

    /// Runs `smtp-doctor probe --json`; its report. Nothing secret may be in its output.
    pub(crate) async fn probe(&self, form: &Value) -> Value {
        let flags: Vec<&str> =
            ["probe", "--json", "-"].into_iter().chain(self.flags.iter().map(String::as_str)).collect();
        let output = doctor::run(&flags, &form.to_string()).await.unwrap();
        let (stdout, stderr) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(!stdout.contains(CANARY) && !stderr.contains(CANARY));
        let report: Value = serde_json::from_str(&stdout).unwrap_or_else(|_| panic!("{stdout}{stderr}"));
        let expected = if report["passed"] == true { 0 } else { 1 };
        assert_eq!(output.status.code(), Some(expected), "{stdout}");
        report
    }
}

/// Settings for a port of the lab that are right in every way for the good listeners.
pub(crate) fn form(port: u16, security: &str) -> Value {
    json!({
        "server": "localhost", "port": port, "security": security,
        "auth": {"method": "password", "username": "user@example.test", "password": "secret"},
        "from": "user@example.test", "to": "other@example.test",
    })
}
