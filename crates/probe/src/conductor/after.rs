//! What is done once the session is over: what else was learnt, a fix that works, the report.

use std::time::Duration;

use smtp_doctor_core::diagnose::ipv6_broken;
use smtp_doctor_core::finding::Severity;
use smtp_doctor_core::probe::EgressReport;
use smtp_doctor_core::probe::Facts;
use smtp_doctor_core::probe::Outcome;
use smtp_doctor_core::probe::ProbeEvent;
use smtp_doctor_core::probe::ProbeReport;
use smtp_doctor_core::probe::Stage;
use smtp_doctor_core::probe::StageReport;
use smtp_doctor_core::sender_domain;
use smtp_doctor_core::sender_domain::DomainRecords;
use smtp_doctor_core::settings::Auth;
use smtp_doctor_core::settings::Settings;

use super::Conductor;
use crate::remedy;
use crate::stage;
use crate::transcript::milliseconds;

impl Conductor<'_> {
    /// What DNS says of the sender's domain.
    pub(super) fn sender_domain(&mut self, (records, took): (Option<DomainRecords>, Duration)) {
        (self.on_event)(&ProbeEvent::StageStarted { stage: Stage::SenderDomain });
        let Some(records) = records else {
            return self.skip(Stage::SenderDomain, "There is no domain to look up, or the name servers were too slow.");
        };
        self.report(StageReport {
            stage: Stage::SenderDomain,
            outcome: Outcome::Passed,
            elapsed_ms: milliseconds(took),
            reason: None,
            facts: Facts { notes: records.in_words(), ..Facts::default() },
            findings: sender_domain::findings(&records, self.settings.provider()),
        });
    }

    /// What came of the addresses that lost the race, once the session is over.
    pub(super) async fn other_addresses(&mut self) {
        let Some(others) = self.others.take() else { return };
        let (attempts, broken) = others.verdicts().await;
        let Some(connect) = self.stages.iter_mut().find(|it| it.stage == Stage::Connect) else { return };
        connect.facts.attempts = attempts;
        connect.findings.extend(broken.map(|it| ipv6_broken(&self.settings.endpoint, it.get().ip())));
    }

    /// Where the settings failed before the sign in: settings that were seen to work become the fix.
    pub(super) async fn look_for_fix(&mut self) {
        let Some(at) = self.stages.iter().position(|it| it.outcome == Outcome::Failed) else { return };
        let failed = &self.stages[at];
        let Some(error) = failed.findings.iter().position(|it| it.severity == Severity::Error) else { return };
        let finding = &failed.findings[error];
        if !remedy::may_help(failed.stage, finding) {
            return;
        }
        let Some((fix, seen)) = remedy::find(self.ctx, self.settings, finding).await else { return };
        self.transcript.note(&seen);
        let finding = &mut self.stages[at].findings[error];
        finding.fix = Some(fix);
        finding.evidence.push(seen);
    }

    pub(super) fn finish(self, egress: Vec<EgressReport>) -> ProbeReport {
        // Without recipients in the settings, these may be left out.
        let fine = |it: &StageReport| match it.outcome {
            Outcome::Passed => true,
            Outcome::Skipped => matches!(it.stage, Stage::RcptTo | Stage::SenderDomain),
            Outcome::Failed => false,
        };
        let passed = self.stages.iter().all(|it| it.stage == Stage::Quit || fine(it));
        let report = ProbeReport {
            passed,
            elapsed_ms: self.transcript.elapsed_ms(),
            findings: self.stages.iter().flat_map(|it| it.findings.iter().cloned()).collect(),
            not_proven: not_proven(&self.stages, self.settings),
            stages: self.stages,
            settings: self.summary,
            transcript: self.transcript.into_lines(),
            egress,
        };
        let event = ProbeEvent::ProbeFinished { report: Box::new(report) };
        (self.on_event)(&event);
        match event {
            ProbeEvent::ProbeFinished { report } => *report,
            _ => unreachable!("it was made three lines above"),
        }
    }
}

/// What this run leaves open: a passed sign in is not a passed send.
fn not_proven(stages: &[StageReport], settings: &Settings) -> Vec<String> {
    let passed = |stage: Stage| stages.iter().any(|it| it.stage == stage && it.outcome == Outcome::Passed);
    let mut sentences = Vec::new();
    let mut open = |proven: bool, sentence: &str| {
        if !proven {
            sentences.push(sentence.to_owned());
        }
    };
    if !matches!(settings.auth, Auth::None) {
        open(passed(Stage::Auth), "That the server accepts the sign in.");
    }
    open(passed(Stage::MailFrom), "That the server accepts the sender.");
    open(passed(Stage::RcptTo), "That the server accepts the recipients.");
    let asked_all = settings.envelope.recipients.len() <= stage::rcpt_to::MAX_RECIPIENTS;
    open(asked_all, "That the server accepts the other recipients: only the first 20 were named.");
    open(
        false,
        if passed(Stage::Message) {
            "That the message arrives: the server took it, and what it does then is not seen from here."
        } else {
            "That a message is accepted and delivered: none was sent."
        },
    );
    sentences
}
