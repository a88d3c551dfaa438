//! Looks up the server's name. The policy vets its addresses.

use std::time::Duration;

use smtp_doctor_core::failure::ResolveFailure;
use smtp_doctor_core::failure::StageFailure;
use smtp_doctor_core::model::StageFacts;
use smtp_doctor_core::settings::Endpoint;
use tokio::time::timeout;

use crate::context::Context;
use crate::policy::VettedAddr;
use crate::session::Failed;
use crate::session::Passed;
use crate::session::StageResult;

/// Looks up the endpoint's host within `limit`.
pub(crate) async fn resolve(ctx: &Context, endpoint: &Endpoint, limit: Duration) -> StageResult<Vec<VettedAddr>> {
    let looked_up = timeout(limit, ctx.net.resolve(&endpoint.host, endpoint.port))
        .await
        .unwrap_or_else(|_| Err(ResolveFailure::Unavailable("The name servers did not answer in time.".to_owned())));
    match looked_up {
        Ok(addresses) => {
            let facts = StageFacts {
                addresses: addresses.iter().map(|it| it.get().ip().to_string()).collect(),
                ..StageFacts::default()
            };
            Ok(Passed::new(addresses, facts))
        }
        Err(failure) => Err(Failed::without_wire(StageFailure::Resolve(failure))),
    }
}
