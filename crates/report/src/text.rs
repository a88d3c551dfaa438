//! The report for the IT team, as plain text that is also valid Markdown. The page, the command and the API all use these
//! functions.

use std::fmt::Write as _;

use smtp_doctor_catalogue::Finding;
use smtp_doctor_explain::Explanation;
use smtp_doctor_explain::RedactedText;
use smtp_doctor_model::Severity;
use smtp_doctor_settings::AuthForm;
use smtp_doctor_settings::SettingsForm;

use crate::probe::Outcome;
use crate::probe::ProbeReport;
use crate::profile::PortalProfile;

/// The report on an explained error text. `form` contains the settings in use; the report leaves out their secrets.
pub fn explanation_report(
    text: &RedactedText,
    explanation: &Explanation,
    form: Option<&SettingsForm>,
    portal: &PortalProfile,
) -> String {
    let mut report = Report::new("E-mail error");
    report.heading("The exact error");
    report.verbatim(text.as_str().trim().lines());
    if let Some(form) = form {
        settings(&mut report, form);
    }
    report.findings(&explanation.findings, "Other possible cause");
    report.not_proven(&["No connection was tested. This report uses only the error text."]);
    report.portal(portal);
    report.text
}

/// The report on a probe.
pub fn probe_report(probe: &ProbeReport, portal: &PortalProfile) -> String {
    let mut report = Report::new("E-mail server test");
    let settings = &probe.settings;
    report.heading("Settings (no secrets)");
    report.item(&format!("Server: {}, port {}, {}", settings.server, settings.port, settings.security.label()));
    if let Some(username) = &settings.username {
        report.item(&format!("User name: {username}"));
    }
    if let (Some(client), Some(tenant)) = (&settings.client_id, &settings.tenant_id) {
        report.item(&format!("Microsoft OAuth: client {client}, tenant {tenant}"));
    }
    report.item(&format!("From: {}", settings.from));
    report.heading("Stages");
    for stage in &probe.stages {
        let outcome = match stage.outcome {
            Outcome::Passed => "passed",
            Outcome::Failed => "FAILED",
            Outcome::Skipped => "skipped",
        };
        let reason = stage.reason.as_deref().map(|it| format!(" ({it})")).unwrap_or_default();
        report.item(&format!("{}: {outcome}{reason}", stage.stage.label()));
        for line in stage.facts.summary_lines() {
            let _ = writeln!(report.text, "  - {line}");
        }
    }
    if !probe.egress.is_empty() {
        report.heading("Results by sending address");
        for row in &probe.egress {
            report.item(&format!("{} ({}): {}", row.name, row.address, row.verdict));
        }
    }
    if probe.findings.is_empty() {
        report.heading("Result");
        report.item("Every stage passed.");
    } else {
        report.findings(&probe.findings, "Also noted");
    }
    report.not_proven(&probe.not_proven);
    if !probe.transcript.is_empty() {
        report.heading("Transcript (redacted)");
        report.verbatim(probe.transcript.iter().map(|it| &*it.text));
    }
    report.portal(portal);
    report.text
}

/// Shows only values that are valid for their field, because a secret may be in the wrong field.
fn settings(report: &mut Report, form: &SettingsForm) {
    report.heading("Settings (no secrets)");
    let fields = form.readable_fields();
    let shown = |value: Option<String>| value.unwrap_or_else(|| "(not valid)".to_owned());
    let (server, port) = (shown(fields.server), shown(fields.port.map(|it| it.to_string())));
    report.item(&format!("Server: {server}, port {port}, {}", form.security.label()));
    let sign_in = match &form.auth {
        AuthForm::None => "none".to_owned(),
        AuthForm::Password { username, .. } => format!("password, user name {}", username.trim()),
        AuthForm::AccessToken { username, .. } => format!("access token, user name {}", username.trim()),
        AuthForm::MicrosoftOauth { .. } => {
            format!("Microsoft OAuth, tenant {}, client {}", shown(fields.tenant_id), shown(fields.client_id))
        }
    };
    report.item(&format!("Sign-in: {sign_in}"));
    report.item(&format!("From: {}", shown(fields.from)));
}

/// A report under construction.
struct Report {
    text: String,
}

impl Report {
    fn new(title: &str) -> Self {
        Self { text: format!("# {title}\n") }
    }

    fn heading(&mut self, heading: &str) {
        let _ = write!(self.text, "\n## {heading}\n\n");
    }

    fn item(&mut self, item: &str) {
        let _ = writeln!(self.text, "- {item}");
    }

    /// Indents by four spaces, which Markdown shows verbatim.
    fn verbatim<'a>(&mut self, lines: impl Iterator<Item = &'a str>) {
        for line in lines {
            let _ = writeln!(self.text, "    {}", line.trim_end());
        }
    }

    /// `note_heading` is the heading of notes after the first finding.
    fn findings(&mut self, findings: &[Finding], note_heading: &str) {
        for (i, finding) in findings.iter().enumerate() {
            let text = finding.about.text();
            if finding.severity == Severity::Info && i > 0 {
                self.heading(&format!("{note_heading}: {} [{}]", finding.about.title, finding.about.slug));
                self.paragraph(text.meaning);
                continue;
            }
            self.heading(&format!("{} [{}]", finding.about.title, finding.about.slug));
            self.paragraph(text.meaning);
            if !finding.detail.is_empty() {
                self.paragraph(&finding.detail);
            }
            self.verbatim(finding.evidence.iter().map(|it| &**it));
            for note in &finding.portal {
                let _ = writeln!(self.text, "\n{note}");
            }
            if !finding.set_up.is_empty() {
                self.text.push_str("\nSet-up steps:\n\n");
            }
            for step in &finding.set_up {
                let _ = writeln!(self.text, "- [{}] {}\n  `{}`", step.state.label(), step.text, step.command);
            }
            if !text.steps.is_empty() {
                self.text.push_str("\nWho must act:\n\n");
            }
            for step in text.steps {
                self.item(&format!("{}: {}", step.who.label(), step.text));
                if let Some(command) = step.command {
                    let _ = writeln!(self.text, "  `{command}`");
                }
            }
            let _ = writeln!(self.text);
            self.paragraph(text.escalate);
        }
    }

    fn portal(&mut self, portal: &PortalProfile) {
        if *portal == PortalProfile::default() {
            return;
        }
        self.heading(&format!("About {}", portal.name()));
        for address in portal.addresses() {
            self.item(&format!("Sends from {address}"));
        }
        if !portal.it_contact.is_empty() {
            self.item(&format!("Contact: {}", portal.it_contact));
        }
    }

    fn not_proven<T: AsRef<str>>(&mut self, points: &[T]) {
        self.heading("Not proven");
        for point in points {
            self.item(point.as_ref());
        }
    }

    fn paragraph(&mut self, text: &str) {
        let _ = writeln!(self.text, "{text}\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use smtp_doctor_explain::explain;
    use smtp_doctor_explain::redact;

    #[test]
    fn a_report_has_the_error_and_the_steps_but_no_secret() {
        let form = r#"{"server": "smtp.example.com", "port": "587", "security": "tls", "from": "a@example.com",
            "auth": {"method": "password", "username": "a@example.com", "password": "canary"}}"#;
        let form: SettingsForm = serde_json::from_str(form).unwrap();
        let text = "SMTP error\n550 5.7.1 Unable to relay";
        let explanation = explain(text, None, Some(&form));
        let report = explanation_report(&redact(text), &explanation, Some(&form), &PortalProfile::default());
        for part in [
            "## The exact error\n\n    SMTP error\n    550 5.7.1 Unable to relay\n",
            "- Server: smtp.example.com, port 587, TLS (STARTTLS)\n",
            "[relay-denied]",
            "- Network administrator: ",
            "## Not proven",
        ] {
            assert!(report.contains(part), "{part:?} is not in\n{report}");
        }
        assert!(!report.contains("canary"));
    }
}
