//! EHLO: the client identifies itself, the server lists its extensions (RFC 5321 §4.1.1.1).

use smtp_doctor_core::failure::StageFailure;
use smtp_doctor_core::model::StageFacts;
use smtp_doctor_core::smtp::Capabilities;
use smtp_doctor_core::smtp::ClientName;
use smtp_doctor_core::smtp::Command;

use crate::session::Failed;
use crate::session::Greeted;
use crate::session::Passed;
use crate::session::Ready;
use crate::session::StageResult;
use crate::stage::reply::reply_facts;

/// Sends EHLO and reads the capabilities.
pub(crate) async fn ehlo(name: &ClientName, session: Greeted) -> StageResult<Ready> {
    let Greeted { mut wire, pass } = session;
    match wire.command(&Command::Ehlo(name)).await {
        // Only 250: a 220 here is a late line of the greeting, so client and server are out of step.
        Ok(reply) if reply.code == 250 => {
            let capabilities = Capabilities::from_reply(&reply);
            let facts = StageFacts { capabilities: capabilities.keywords.clone(), ..reply_facts(&reply) };
            Ok(Passed::new(Ready { wire, pass, capabilities }, facts))
        }
        Ok(reply) => Err(Failed::with_wire(StageFailure::Refused(reply), wire)),
        Err(failure) => Err(Failed::with_wire(failure, wire)),
    }
}
