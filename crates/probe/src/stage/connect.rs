//! A TCP connection is opened, to the first address that answers.

use std::time::Duration;

use smtp_doctor_core::failure::ConnectFailure;
use smtp_doctor_core::failure::StageFailure;
use smtp_doctor_core::probe::Facts;
use smtp_doctor_core::probe::Speaker;
use tokio::time::Instant;
use tokio::time::timeout;

use crate::context::Context;
use crate::net::Net;
use crate::policy::VettedAddr;
use crate::session::Connected;
use crate::session::CredentialPass;
use crate::session::Failed;
use crate::session::Passed;
use crate::session::StageResult;
use crate::transcript::Transcript;
use crate::wire::Wire;

/// Tries the addresses in turn; together they have `limit`, and each an equal share of what is left.
pub(crate) async fn connect(
    ctx: &Context,
    addresses: Vec<VettedAddr>,
    transcript: &Transcript,
    limit: Duration,
) -> StageResult<Connected> {
    let deadline = Instant::now() + limit;
    let mut telling: Option<ConnectFailure> = None;
    let mut left = u32::try_from(addresses.len()).unwrap_or(u32::MAX).max(1);
    for address in addresses {
        let share = deadline.saturating_duration_since(Instant::now()) / left;
        left -= 1;
        match timeout(share, Net::dial(address)).await.unwrap_or(Err(ConnectFailure::TimedOut)) {
            Ok(stream) => {
                transcript.add(Speaker::Note, &format!("connected to {}", address.get()));
                let wire = Wire::new(stream, transcript.clone(), limit);
                let facts = Facts { address: Some(address.get().to_string()), ..Facts::default() };
                return Ok(Passed::new(Connected { wire, address, pass: CredentialPass::of_operator(ctx) }, facts));
            }
            Err(failure) => {
                transcript.add(Speaker::Note, &format!("no connection to {}", address.get()));
                // A host without IPv6 has no route to the second family; that says nothing about the server.
                let no_route = matches!(failure, ConnectFailure::Unreachable(_));
                if telling.is_none() || !no_route {
                    telling = Some(failure);
                }
            }
        }
    }
    let failure = StageFailure::Connect(telling.unwrap_or(ConnectFailure::TimedOut));
    Err(Failed::without_wire(failure))
}
