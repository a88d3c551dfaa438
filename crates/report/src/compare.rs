//! Compares two runs of a probe.

use smtp_doctor_model::Severity;
use smtp_doctor_model::StageFacts;

use crate::probe::Outcome;
use crate::probe::ProbeReport;
use crate::probe::StageReport;

/// A difference in time is reported if the longer run takes at least this many milliseconds and this many times longer.
const NOTABLE: (f64, f64) = (1_000.0, 3.0);

/// The changes from `before` to `after`, as sentences: settings first, then outcome, findings and facts. Empty if nothing
/// changed.
pub fn compare(before: &ProbeReport, after: &ProbeReport) -> Vec<String> {
    let mut changes = Vec::new();
    settings(before, after, &mut changes);
    if before.passed != after.passed {
        changes.push(if after.passed { "It works now." } else { "This worked last time and fails now." }.to_owned());
    }
    for stage in &after.stages {
        if let Some(old) = before.stages.iter().find(|it| it.stage == stage.stage) {
            outcome(old, stage, &mut changes);
        }
    }
    let slugs = |report: &ProbeReport| -> Vec<(&'static str, &'static str)> {
        let counted = report.findings.iter().filter(|it| it.severity != Severity::Info);
        counted.map(|it| (it.about.slug, it.about.title)).collect()
    };
    let (old, new) = (slugs(before), slugs(after));
    changes.extend(new.iter().filter(|it| !old.contains(it)).map(|it| format!("New: {}.", it.1)));
    changes.extend(old.iter().filter(|it| !new.contains(it)).map(|it| format!("No longer found: {}.", it.1)));
    for stage in &after.stages {
        if let Some(old) = before.stages.iter().find(|it| it.stage == stage.stage) {
            facts(stage.stage.label(), &old.facts, &stage.facts, &mut changes);
        }
    }
    changes
}

fn settings(before: &ProbeReport, after: &ProbeReport, changes: &mut Vec<String>) {
    let (old, new) = (&before.settings, &after.settings);
    let none = "none".to_owned();
    let fields = [
        ("Server address", old.server.clone(), new.server.clone()),
        ("Port", old.port.to_string(), new.port.to_string()),
        ("Secure connection", old.security.label().to_owned(), new.security.label().to_owned()),
        ("Sign-in method", old.auth_method.name().to_owned(), new.auth_method.name().to_owned()),
        ("User name", old.username.clone().unwrap_or(none.clone()), new.username.clone().unwrap_or(none)),
        ("From", old.from.clone(), new.from.clone()),
        ("Recipients", old.recipients.join(", "), new.recipients.join(", ")),
    ];
    changes.extend(
        fields.into_iter().filter(|it| it.1 != it.2).map(|(name, old, new)| format!("{name}: {old} \u{2192} {new}.")),
    );
}

fn outcome(old: &StageReport, new: &StageReport, changes: &mut Vec<String>) {
    let word = |outcome| match outcome {
        Outcome::Passed => "passed",
        Outcome::Failed => "failed",
        Outcome::Skipped => "was skipped",
    };
    let stage = new.stage.label();
    if old.outcome != new.outcome {
        changes.push(format!("{stage}: {} before, {} now.", word(old.outcome), word(new.outcome)));
    }
    let (shorter, longer) = (old.elapsed_ms.min(new.elapsed_ms), old.elapsed_ms.max(new.elapsed_ms));
    if old.outcome == new.outcome && longer >= NOTABLE.0 && longer >= NOTABLE.1 * shorter {
        // Integer arithmetic, because formatting floats would make the page much larger.
        let seconds = |it: &StageReport| {
            let tenths = (it.elapsed_ms / 100.0).round() as u64;
            format!("{}.{} s", tenths / 10, tenths % 10)
        };
        changes.push(format!("{stage}: took {} before, {} now.", seconds(old), seconds(new)));
    }
}

fn facts(stage: &str, old: &StageFacts, new: &StageFacts, changes: &mut Vec<String>) {
    let mut differ = |what: &str, old: Option<&str>, new: Option<&str>| {
        if let (Some(old), Some(new)) = (old, new)
            && old != new
        {
            changes.push(format!("{stage}: {what} was {old} and is now {new}."));
        }
    };
    differ("the TLS version", old.tls_version.as_deref(), new.tls_version.as_deref());
    differ("the mechanism", old.mechanism.as_deref(), new.mechanism.as_deref());
    let certificate = |facts: &StageFacts| {
        let it = facts.certificates.first()?;
        Some(format!("{} by {} (expires {})", it.subject, it.issuer, it.valid_until))
    };
    differ("the certificate", certificate(old).as_deref(), certificate(new).as_deref());
    lists(stage, "offers", &old.capabilities, &new.capabilities, changes);
    lists(stage, "has the address", &old.addresses, &new.addresses, changes);
}

fn lists(stage: &str, verb: &str, old: &[String], new: &[String], changes: &mut Vec<String>) {
    if old.is_empty() || new.is_empty() {
        // One of the runs did not reach this stage; its outcome shows that.
        return;
    }
    changes.extend(new.iter().filter(|it| !old.contains(it)).map(|it| format!("{stage}: now {verb} {it}.")));
    changes.extend(old.iter().filter(|it| !new.contains(it)).map(|it| format!("{stage}: no longer {verb} {it}.")));
}

#[cfg(test)]
mod tests {
    use super::*;
    use smtp_doctor_catalogue::Finding;
    use smtp_doctor_catalogue::entries::*;
    use smtp_doctor_model::Security;
    use smtp_doctor_model::SignInMethod;
    use smtp_doctor_model::Stage;
    use smtp_doctor_settings::SettingsSummary;

    fn report() -> ProbeReport {
        ProbeReport {
            passed: true,
            settings: SettingsSummary {
                server: "mail.example.com".to_owned(),
                port: 587,
                security: Security::Starttls,
                auth_method: SignInMethod::Password,
                username: Some("anna".to_owned()),
                tenant_id: None,
                client_id: None,
                from: "anna@example.com".to_owned(),
                recipients: Vec::new(),
            },
            elapsed_ms: 10.0,
            stages: vec![StageReport {
                stage: Stage::Ehlo,
                outcome: Outcome::Passed,
                elapsed_ms: 10.0,
                reason: None,
                facts: StageFacts {
                    capabilities: vec!["AUTH PLAIN".to_owned()],
                    tls_version: Some("TLS 1.2".to_owned()),
                    ..StageFacts::default()
                },
                findings: Vec::new(),
            }],
            findings: Vec::new(),
            not_proven: Vec::new(),
            transcript: Vec::new(),
            egress: Vec::new(),
        }
    }

    #[test]
    fn identical_runs_have_no_changes() {
        let mut slower = report();
        slower.stages[0].elapsed_ms = 500.0;
        assert_eq!(compare(&report(), &slower), Vec::<String>::new());
    }

    #[test]
    fn each_change_is_a_sentence() {
        let mut after = report();
        after.passed = false;
        after.settings.port = 465;
        after.findings.push(Finding::error(&CREDENTIALS_REJECTED));
        let stage = &mut after.stages[0];
        (stage.outcome, stage.elapsed_ms) = (Outcome::Failed, 4_000.0);
        stage.facts.capabilities = vec!["AUTH LOGIN".to_owned()];
        stage.facts.tls_version = Some("TLS 1.3".to_owned());
        let changes = compare(&report(), &after);
        assert_eq!(
            changes,
            [
                "Port: 587 \u{2192} 465.",
                "This worked last time and fails now.",
                "EHLO: passed before, failed now.",
                &format!("New: {}.", CREDENTIALS_REJECTED.title),
                "EHLO: the TLS version was TLS 1.2 and is now TLS 1.3.",
                "EHLO: now offers AUTH LOGIN.",
                "EHLO: no longer offers AUTH PLAIN.",
            ]
        );
        assert!(compare(&after, &report()).contains(&"It works now.".to_owned()));
    }
}
