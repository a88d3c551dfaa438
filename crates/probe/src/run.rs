//! One probe as callers see it: one session, then the same from every egress address if the plan asks for it.

use smtp_doctor_core::report::ProbeEvent;
use smtp_doctor_core::report::ProbeReport;
use smtp_doctor_core::settings::Settings;

use crate::conductor;
use crate::context::Context;
use crate::context::Plan;
use crate::egress;

/// Runs one probe: signs in, checks that sender and recipients are accepted, and does what `plan` asks beyond that.
///
/// `on_event` is called as stages start and end, and last with the report that is also returned. Neither contains secrets.
/// A server that misbehaves is a result, not an error: the report's findings say what failed and why. The session ends
/// within [`Deadlines::session`](crate::Deadlines::session); a look for a fix can take 5 seconds more, each egress address as
/// long as a session.
///
/// Dropping the future ends the probe and its connections.
///
/// # Example
///
/// ```
/// use smtp_doctor_core::report::Outcome;
/// use smtp_doctor_core::model::Stage;
/// use smtp_doctor_core::settings::Settings;
/// use smtp_doctor_probe::Context;
/// use smtp_doctor_probe::Plan;
/// use smtp_doctor_probe::Trust;
/// use smtp_doctor_probe::net::Net;
/// use smtp_doctor_probe::policy::TargetPolicy;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let ctx = Context::new(Net::from_system(TargetPolicy::default())?, Trust::from_system(None)?);
/// let form = serde_json::from_str(
///     r#"{"server": "127.0.0.1", "port": 587, "security": "starttls", "from": "portal@example.com"}"#,
/// )?;
/// let settings = Settings::parse(&form).settings.ok_or("the form has errors")?;
/// let report = smtp_doctor_probe::run(&ctx, &settings, &Plan::usual(), &mut |event| println!("{event:?}")).await;
///
/// // The default policy dials public addresses only.
/// assert_eq!((report.stages[0].stage, report.stages[0].outcome), (Stage::Resolve, Outcome::Failed));
/// assert!(!report.passed);
/// # Ok(())
/// # }
/// ```
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
