//! One probe as callers see it: one session, then the same from every egress address if the plan asks for it.

use smtp_doctor_core::probe::ProbeEvent;
use smtp_doctor_core::probe::ProbeReport;
use smtp_doctor_core::settings::Settings;

use crate::conductor;
use crate::context::Context;
use crate::context::Plan;
use crate::egress;

/// Runs one probe: signs in, checks that sender and recipients are accepted, and does what `plan` asks beyond that.
///
/// Dropping the future ends the probe and its connections.
pub async fn run(
    ctx: &Context,
    settings: &Settings,
    plan: &Plan,
    on_event: &mut (dyn FnMut(&ProbeEvent) + Send),
) -> ProbeReport {
    let record = conductor::conduct(ctx, settings, plan, on_event).await;
    let egress =
        if plan.from_each_egress { egress::probe_each(ctx, settings, plan, record.stages()).await } else { Vec::new() };
    record.finish(egress)
}
