//! STARTTLS (RFC 3207 §4).

use smtp_doctor_core::failure::StageFailure;
use smtp_doctor_core::smtp::Command;

use crate::session::Failed;
use crate::session::Passed;
use crate::session::Ready;
use crate::session::StageResult;
use crate::session::Upgrading;
use crate::stage::reply::reply_facts;

/// Sends STARTTLS. The capabilities from before TLS are dropped here (RFC 3207 §4.2).
pub(crate) async fn starttls(session: Ready) -> StageResult<Upgrading> {
    let Ready { mut wire, capabilities, .. } = session;
    if !capabilities.starttls {
        return Err(Failed::with_wire(StageFailure::StarttlsNotOffered, wire));
    }
    match wire.command(&Command::Starttls).await {
        Ok(reply) if reply.code == 220 => {
            let facts = reply_facts(&reply);
            // Anything in the same packet was not protected by TLS, so it must not count as sent inside TLS.
            let injected = wire.take_received();
            if !injected.is_empty() {
                let failure = StageFailure::StarttlsInjection(wire.transcript.evidence(&injected));
                return Err(Failed::with_wire(failure, wire).with_facts(facts));
            }
            Ok(Passed::new(Upgrading { wire }, facts))
        }
        Ok(reply) => Err(Failed::with_wire(StageFailure::Refused(reply), wire)),
        Err(failure) => Err(Failed::with_wire(failure, wire)),
    }
}
