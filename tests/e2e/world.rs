//! The environment of a test: mail servers, a name server and `smtp-doctor serve`.

use std::process::Output;

use serde_json::Value;
use serde_json::json;
use smtp_doctor_e2e::doctor;
use smtp_doctor_e2e::doctor::Doctor;
use smtp_doctor_e2e::lab::MailLab;
use smtp_doctor_e2e::lab::oauth;
use smtp_doctor_testkit::certs::LabCerts;
use smtp_doctor_testkit::certs::WRONG_HOST;
use smtp_doctor_testkit::dns::Answer;
use smtp_doctor_testkit::dns::FakeDns;
use smtp_doctor_testkit::dns::mx;
use smtp_doctor_testkit::dns::srv;
use smtp_doctor_testkit::dns::txt;

/// A wrong password that must not appear in any output.
pub(crate) const CANARY: &str = "canary-Pa55word-7f3a";

/// A sibling of the host name in the certificate for another host.
pub(crate) const SIBLING_HOST: &str = "smtp.other.example";

pub(crate) struct World {
    pub(crate) lab: MailLab,
    pub(crate) doctor: Doctor,
    flags: Vec<String>,
    _dns: FakeDns,
}

impl World {
    pub(crate) async fn start() -> Self {
        Self::with(MailLab::start(&LabCerts::generate().unwrap()).unwrap(), &[]).await
    }

    /// With an OAuth server that issues the tokens.
    pub(crate) async fn with_oauth() -> Self {
        let lab = MailLab::start_with_oauth(&LabCerts::generate().unwrap()).unwrap();
        let login = lab.oauth.as_ref().unwrap().url.clone();
        Self::with(lab, &["--oauth-login", &login]).await
    }

    /// With two egress addresses; the relay allows only the second.
    pub(crate) async fn with_egress() -> Self {
        let lab = MailLab::start(&LabCerts::generate().unwrap()).unwrap();
        Self::with(lab, &["--egress", "Primary=127.0.0.2", "--egress", "Secondary=127.0.0.3"]).await
    }

    async fn with(lab: MailLab, more: &[&str]) -> Self {
        let loopback = || Answer::Addresses(vec![[127, 0, 0, 1].into()]);
        let dns = FakeDns::start(&[
            ("localhost", loopback()),
            (WRONG_HOST, loopback()),
            (SIBLING_HOST, loopback()),
            ("example.test", Answer::Records(vec![mx(10, "mail.example.test"), txt("v=spf1 mx -all")])),
            ("_dmarc.example.test", Answer::Records(vec![txt("v=DMARC1; p=none")])),
            // Its SRV records lead to the lab.
            ("found.test", Answer::Records(vec![mx(0, "."), txt("unrelated")])),
            ("_submission._tcp.found.test", Answer::Records(vec![srv(10, lab.submission, "localhost")])),
            ("_submissions._tcp.found.test", Answer::Records(vec![srv(10, lab.smtps, "localhost")])),
            ("silent.test", Answer::ServerFailure),
        ])
        .await;
        let ca = lab.ca_file().display().to_string();
        let mut flags = vec![
            "--allow-target".to_owned(),
            "127.0.0.0/8".to_owned(),
            "--ca".to_owned(),
            ca,
            "--timeout".to_owned(),
            "4".to_owned(),
            "--name-server".to_owned(),
            dns.address.to_string(),
        ];
        flags.extend(more.iter().map(|it| (*it).to_owned()));
        let doctor = Doctor::serve(&flags.iter().map(String::as_str).collect::<Vec<_>>()).await.unwrap();
        Self { lab, doctor, flags, _dns: dns }
    }

    /// Runs `smtp-doctor probe --json` and returns its report. The output must not contain a secret.
    pub(crate) async fn probe(&self, form: &Value) -> Value {
        self.probe_with(form, &[]).await
    }

    /// [`Self::probe`] with further flags.
    pub(crate) async fn probe_with(&self, form: &Value, more: &[&str]) -> Value {
        let output = self.run(&[&["probe", "--json", "-"], more].concat(), &form.to_string()).await;
        let (stdout, stderr) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        for secret in [CANARY, oauth::SECRET] {
            assert!(!stdout.contains(secret) && !stderr.contains(secret));
        }
        let report: Value = serde_json::from_str(&stdout).unwrap_or_else(|_| panic!("{stdout}{stderr}"));
        let expected = if report["passed"] == true { 0 } else { 1 };
        assert_eq!(output.status.code(), Some(expected), "{stdout}");
        report
    }

    /// Runs `smtp-doctor message --json` on a raw message.
    pub(crate) async fn run_message(&self, message: &str) -> Value {
        // A maildir stores lines with LF; on the wire they end with CR LF.
        let wire = message.replace("\r\n", "\n").replace('\n', "\r\n");
        let output = doctor::run(&["message", "--json", "-"], &wire).await.unwrap();
        serde_json::from_slice(&output.stdout).unwrap()
    }

    /// Runs the command with the flags of this world.
    pub(crate) async fn run(&self, args: &[&str], input: &str) -> Output {
        let args: Vec<&str> = args.iter().copied().chain(self.flags.iter().map(String::as_str)).collect();
        doctor::run(&args, input).await.unwrap()
    }
}

/// The slugs of a report's findings.
pub(crate) fn slugs(report: &Value) -> Vec<&str> {
    report["findings"].as_array().unwrap().iter().map(|it| it["id"].as_str().unwrap()).collect()
}

/// Settings for a port of the lab. They are correct for the listeners without a fault.
pub(crate) fn form(port: u16, security: &str) -> Value {
    json!({
        "server": "localhost", "port": port, "security": security,
        "auth": {"method": "password", "username": "user@example.test", "password": "secret"},
        "from": "user@example.test", "to": "other@example.test",
    })
}
