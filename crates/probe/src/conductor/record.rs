//! Runs stages and records them, with time limits, events and findings. Knows nothing of their order.

use std::future::Future;
use std::time::Duration;
use std::time::Instant;

use smtp_doctor_core::diagnose;
use smtp_doctor_core::diagnose::Situation;
use smtp_doctor_core::diagnose::warnings;
use smtp_doctor_core::failure::StageFailure;
use smtp_doctor_core::model::Stage;
use smtp_doctor_core::model::StageFacts;
use smtp_doctor_core::model::TokenFacts;
use smtp_doctor_core::report::Outcome;
use smtp_doctor_core::report::ProbeEvent;
use smtp_doctor_core::report::StageReport;
use smtp_doctor_core::settings::Settings;
use smtp_doctor_core::settings::SettingsSummary;
use tokio::time::timeout;

use crate::context::Context;
use crate::context::Deadlines;
use crate::context::Plan;
use crate::opening::StageRunner;
use crate::session::Failed;
use crate::session::StageResult;
use crate::transcript::Transcript;
use crate::transcript::milliseconds;
use crate::wire::Wire;

/// How much later than the stage's own time limit this one ends: the stage's error says more.
const GRACE: Duration = Duration::from_millis(500);

/// What a probe has found so far.
pub(crate) struct Record<'a> {
    pub(super) settings: &'a Settings,
    pub(super) summary: SettingsSummary,
    pub(super) stages: Vec<StageReport>,
    pub(super) transcript: Transcript,
    pub(super) on_event: &'a mut (dyn FnMut(&ProbeEvent) + Send),
    /// All stages of this probe, in order.
    path: Vec<Stage>,
    deadlines: Deadlines,
    session_ends: Instant,
    token: Option<TokenFacts>,
}

/// The session cannot go on. Holds its connection if that still works.
pub(crate) struct Stopped {
    pub(super) wire: Option<Wire>,
}

impl<'a> Record<'a> {
    pub(super) fn begin(
        ctx: &Context,
        settings: &'a Settings,
        plan: &Plan,
        on_event: &'a mut (dyn FnMut(&ProbeEvent) + Send),
    ) -> Self {
        let summary = SettingsSummary::from(settings);
        let optional = [
            (Stage::Message, plan.send_message),
            (Stage::Relay, plan.relay_to.is_some()),
            (Stage::SenderDomain, plan.sender_domain),
        ];
        let optional: Vec<Stage> = optional.into_iter().filter(|it| it.1).map(|it| it.0).collect();
        let path = Stage::path(settings.endpoint.security, settings.auth.method(), &optional);
        on_event(&ProbeEvent::ProbeStarted { settings: summary.clone(), stages: path.clone() });
        Self {
            settings,
            summary,
            stages: Vec::new(),
            transcript: Transcript::begin(settings),
            on_event,
            path,
            deadlines: ctx.deadlines,
            session_ends: Instant::now() + ctx.deadlines.session,
            token: None,
        }
    }

    /// The stages that have ended, in that order.
    pub(crate) fn stages(&self) -> &[StageReport] {
        &self.stages
    }

    /// Reports the stages that the session did not reach as skipped, except those that run anyway.
    pub(super) fn skip_missing(&mut self) {
        let reason = match self.stages.iter().rev().find(|it| it.outcome != Outcome::Passed) {
            Some(stopped) if stopped.outcome == Outcome::Failed => {
                format!("\u{201c}{}\u{201d} failed.", stopped.stage.label())
            }
            Some(stopped) => format!("\u{201c}{}\u{201d} was skipped.", stopped.stage.label()),
            None => String::new(),
        };
        let is_missing = |it: &Stage| {
            !matches!(it, Stage::Quit | Stage::SenderDomain) && self.stages.iter().all(|done| done.stage != *it)
        };
        let missing: Vec<Stage> = self.path.iter().copied().filter(is_missing).collect();
        for stage in missing {
            self.skip(stage, &reason);
        }
    }

    pub(super) fn skip(&mut self, stage: Stage, reason: &str) {
        self.add(StageReport {
            stage,
            outcome: Outcome::Skipped,
            elapsed_ms: 0.0,
            reason: Some(reason.to_owned()),
            facts: StageFacts::default(),
            findings: Vec::new(),
        });
    }

    /// Adds the report of a stage, redacted, and emits its event.
    pub(super) fn add(&mut self, mut report: StageReport) {
        self.transcript.scrub(&mut report);
        // Moved into the event and out again, so that only listeners that keep it pay for a copy.
        let event = ProbeEvent::StageFinished(Box::new(report));
        (self.on_event)(&event);
        if let ProbeEvent::StageFinished(report) = event {
            self.stages.push(*report);
        }
    }

    fn situation<'s>(&'s self, stage: Stage, facts: &'s StageFacts) -> Situation<'s> {
        let token = self.token.as_ref();
        Situation { stage, endpoint: &self.settings.endpoint, settings: &self.summary, facts, token }
    }
}

impl StageRunner for Record<'_> {
    type Stopped = Stopped;

    /// The stage's own time limit, or the rest of the session's. QUIT always has its own.
    fn limit(&self, stage: Stage) -> Duration {
        if stage == Stage::Quit {
            return self.deadlines.quit;
        }
        self.deadlines.stage.min(self.session_ends.saturating_duration_since(Instant::now()))
    }

    async fn run<T>(&mut self, stage: Stage, work: impl Future<Output = StageResult<T>>) -> Result<T, Stopped> {
        (self.on_event)(&ProbeEvent::StageStarted { stage });
        let started = Instant::now();
        let limit = self.limit(stage) + GRACE;
        let result = timeout(limit, work).await.unwrap_or_else(|_| {
            let limit_ms = u64::try_from(limit.as_millis()).unwrap_or(u64::MAX);
            Err(Failed::without_wire(StageFailure::TimedOut(limit_ms, None)))
        });
        let elapsed_ms = milliseconds(started.elapsed());
        let facts = match &result {
            Ok(passed) => &passed.facts,
            Err(failed) => &failed.facts,
        };
        self.token = facts.token.clone().or(self.token.take());
        match result {
            Ok(passed) => {
                let findings = warnings(self.situation(stage, &passed.facts));
                self.add(StageReport {
                    stage,
                    outcome: Outcome::Passed,
                    elapsed_ms,
                    reason: None,
                    facts: passed.facts,
                    findings,
                });
                Ok(passed.next)
            }
            Err(failed) => {
                let Failed { failures, facts, wire } = *failed;
                // A server that does not answer QUIT has already answered all that matters.
                let failures = if stage == Stage::Quit { Vec::new() } else { failures };
                let situation = self.situation(stage, &facts);
                let findings = failures.iter().map(|it| diagnose(situation, it)).collect();
                self.add(StageReport { stage, outcome: Outcome::Failed, elapsed_ms, reason: None, facts, findings });
                Err(Stopped { wire })
            }
        }
    }
}
