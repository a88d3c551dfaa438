//! What is added after the session: the sender's domain, the other addresses, and a fix.

use std::time::Duration;

use smtp_doctor_core::diagnose::ipv6_broken;
use smtp_doctor_core::model::Severity;
use smtp_doctor_core::model::Stage;
use smtp_doctor_core::model::StageFacts;
use smtp_doctor_core::report::Outcome;
use smtp_doctor_core::report::ProbeEvent;
use smtp_doctor_core::report::StageReport;
use smtp_doctor_core::sender_domain;
use smtp_doctor_core::sender_domain::DomainRecords;

use crate::conductor::record::Record;
use crate::context::Context;
use crate::remedy;
use crate::stage::connect::OtherAddresses;
use crate::transcript::milliseconds;

impl Record<'_> {
    /// Adds what DNS says about the sender's domain.
    pub(super) fn add_sender_domain(&mut self, records: Option<DomainRecords>, elapsed: Duration) {
        (self.on_event)(&ProbeEvent::StageStarted { stage: Stage::SenderDomain });
        let Some(records) = records else {
            return self
                .skip(Stage::SenderDomain, "The sender has no domain to look up, or the name servers were too slow.");
        };
        self.add(StageReport {
            stage: Stage::SenderDomain,
            outcome: Outcome::Passed,
            elapsed_ms: milliseconds(elapsed),
            reason: None,
            facts: StageFacts { notes: records.summary_lines(), ..StageFacts::default() },
            findings: sender_domain::findings(&records, self.settings.provider()),
        });
    }

    /// Adds the outcome of the addresses that lost the connection race.
    pub(super) async fn add_other_addresses(&mut self, others: OtherAddresses) {
        let (attempts, broken_ipv6) = others.verdicts().await;
        let Some(connect) = self.stages.iter_mut().find(|it| it.stage == Stage::Connect) else { return };
        connect.facts.attempts = attempts;
        connect.findings.extend(broken_ipv6.map(|it| ipv6_broken(&self.settings.endpoint, it.get().ip())));
    }

    /// Looks for a fix if the settings failed before the sign-in. Only settings that were seen to work become one.
    pub(super) async fn look_for_fix(&mut self, ctx: &Context) {
        let Some(at) = self.stages.iter().position(|it| it.outcome == Outcome::Failed) else { return };
        let failed = &self.stages[at];
        let Some(error) = failed.findings.iter().position(|it| it.severity == Severity::Error) else { return };
        let finding = &failed.findings[error];
        if !remedy::may_help(failed.stage, finding) {
            return;
        }
        let Some((fix, seen)) = remedy::find(ctx, self.settings, finding).await else { return };
        self.transcript.note(&seen);
        let finding = &mut self.stages[at].findings[error];
        finding.fix = Some(fix);
        finding.evidence.push(seen);
    }
}
