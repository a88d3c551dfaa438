//! The same probe from each egress address: a relay may allow one of them and not another.

use smtp_doctor_core::model::Severity;
use smtp_doctor_core::model::Stage;
use smtp_doctor_core::report::EgressReport;
use smtp_doctor_core::report::Outcome;
use smtp_doctor_core::report::ProbeEvent;
use smtp_doctor_core::report::ProbeReport;
use smtp_doctor_core::report::StageReport;
use smtp_doctor_core::settings::Settings;

use crate::conductor;
use crate::context::Context;
use crate::context::Egress;
use crate::context::Plan;

/// Probes from one egress address after another. `stages`: those of the probe that came first.
pub(crate) async fn probe_each(
    ctx: &Context,
    settings: &Settings,
    plan: &Plan,
    stages: &[StageReport],
) -> Vec<EgressReport> {
    let refused = |it: &StageReport| matches!(it.stage, Stage::Token | Stage::Auth) && it.outcome == Outcome::Failed;
    let sign_in_failed = stages.iter().any(refused);
    let mut rows = Vec::new();
    for egress in &ctx.egress {
        if sign_in_failed {
            // The same credentials would fail again, and every failure counts towards a lockout.
            let verdict = "Not tried: the sign-in was refused, and repeating it could lock the account.";
            rows.push(row(egress, false, None, None, verdict.to_owned()));
            continue;
        }
        let from_here = Plan { relay_to: plan.relay_to.clone(), bind: Some(egress.bind), ..Plan::default() };
        let mut ignore = |_: &ProbeEvent| {};
        let record = conductor::conduct(ctx, settings, &from_here, &mut ignore).await;
        rows.push(row_of_report(egress, &record.finish(Vec::new())));
    }
    rows
}

fn row_of_report(egress: &Egress, report: &ProbeReport) -> EgressReport {
    let outcome = |stage: Stage| report.stages.iter().find(|it| it.stage == stage).map(|it| it.outcome);
    let connected = outcome(Stage::Connect) == Some(Outcome::Passed);
    let relay = match outcome(Stage::Relay) {
        Some(Outcome::Passed) => Some(true),
        Some(Outcome::Failed) => Some(false),
        Some(Outcome::Skipped) | None => None,
    };
    let error = report.findings.iter().find(|it| it.severity == Severity::Error);
    let verdict = match (error, connected, relay) {
        (Some(error), ..) => error
            .evidence
            .first()
            .map_or_else(|| error.about.title.to_owned(), |line| format!("{}: {line}", error.about.title)),
        (None, _, Some(true)) => "Connected, and relaying is allowed.".to_owned(),
        (None, true, _) => "Connected, and every stage passed.".to_owned(),
        (None, false, _) => "Not connected.".to_owned(),
    };
    row(egress, connected, relay, error.map(|it| it.about.slug.to_owned()), verdict)
}

fn row(
    egress: &Egress,
    connected: bool,
    relay: Option<bool>,
    finding: Option<String>,
    verdict: String,
) -> EgressReport {
    EgressReport { name: egress.name.clone(), address: egress.bind.to_string(), connected, relay, finding, verdict }
}
