//! The report of a probe.

use smtp_doctor_core::model::Stage;
use smtp_doctor_core::report::EgressReport;
use smtp_doctor_core::report::Outcome;
use smtp_doctor_core::report::ProbeEvent;
use smtp_doctor_core::report::ProbeReport;
use smtp_doctor_core::report::StageReport;
use smtp_doctor_core::settings::Auth;
use smtp_doctor_core::settings::Settings;

use crate::conductor::record::Record;
use crate::stage;

impl Record<'_> {
    /// Ends the probe with its report, and emits that. `egress`: the outcome from each egress address.
    pub(crate) fn finish(self, egress: Vec<EgressReport>) -> ProbeReport {
        // These may be skipped: the settings may have no recipient, and the domain is not part of the session.
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
            _ => unreachable!("the event is the one built above"),
        }
    }
}

/// What this probe leaves open: an accepted sign-in does not prove that sending works.
fn not_proven(stages: &[StageReport], settings: &Settings) -> Vec<String> {
    let passed = |stage: Stage| stages.iter().any(|it| it.stage == stage && it.outcome == Outcome::Passed);
    let mut sentences = Vec::new();
    let mut open = |proven: bool, sentence: &str| {
        if !proven {
            sentences.push(sentence.to_owned());
        }
    };
    if !matches!(settings.auth, Auth::None) {
        open(passed(Stage::Auth), "That the server accepts the sign-in.");
    }
    open(passed(Stage::MailFrom), "That the server accepts the sender.");
    open(passed(Stage::RcptTo), "That the server accepts the recipients.");
    let asked_all = settings.envelope.recipients.len() <= stage::rcpt_to::MAX_RECIPIENTS;
    open(asked_all, "That the server accepts the other recipients: only the first 20 were tried.");
    open(
        false,
        if passed(Stage::Message) {
            "That the message arrives: the server accepted it, but its delivery cannot be seen from here."
        } else {
            "That a message is accepted and delivered: none was sent."
        },
    );
    sentences
}
