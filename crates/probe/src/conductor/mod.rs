//! Conducts one probe: the session, the DNS lookups alongside it, and the work after it.
//!
//! `record` runs a stage and reports it, `session` knows the order of the stages, `after` adds what is known only after
//! the session, and `report` builds the report.

mod after;
mod record;
mod report;
mod session;

use std::time::Instant;

use smtp_doctor_core::report::ProbeEvent;
use smtp_doctor_core::settings::Settings;

use crate::conductor::record::Record;
use crate::conductor::session::Session;
use crate::context::Context;
use crate::context::Plan;
use crate::stage;

/// Conducts one probe. [`Record::finish`] turns the result into a report. Probes from other egress addresses are not
/// included.
pub(crate) async fn conduct<'a>(
    ctx: &'a Context,
    settings: &'a Settings,
    plan: &'a Plan,
    on_event: &'a mut (dyn FnMut(&ProbeEvent) + Send),
) -> Record<'a> {
    let mut record = Record::begin(ctx, settings, plan, on_event);
    let started = Instant::now();
    let sender_domain = async {
        if !plan.sender_domain {
            return None;
        }
        let records = stage::sender_domain::look_up(&ctx.net, &settings.envelope.from).await;
        Some((records, started.elapsed()))
    };
    let session = Session::new(ctx, settings, plan, &mut record).run();
    let (others, looked_up) = tokio::join!(session, sender_domain);
    if let Some((records, elapsed)) = looked_up {
        record.add_sender_domain(records, elapsed);
    }
    if let Some(others) = others {
        record.add_other_addresses(others).await;
    }
    if plan.look_for_fix {
        record.look_for_fix(ctx).await;
    }
    record
}
