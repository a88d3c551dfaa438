//! MAIL FROM (RFC 5321 §4.1.1.2).

use smtp_doctor_core::failure::StageFailure;
use smtp_doctor_core::settings::Address;
use smtp_doctor_core::smtp::Command;

use crate::session::Failed;
use crate::session::Passed;
use crate::session::Ready;
use crate::session::SenderAccepted;
use crate::session::StageResult;
use crate::stage::of_reply;

/// Names the sender.
pub(crate) async fn mail_from(session: Ready, from: &Address) -> StageResult<SenderAccepted> {
    let Ready { mut wire, capabilities, .. } = session;
    if from.needs_smtputf8() && !capabilities.smtputf8 {
        return Err(Failed::with_wire(StageFailure::Smtputf8NotOffered(from.to_string()), wire));
    }
    match wire.command(&Command::MailFrom(from)).await {
        Ok(reply) if reply.is_positive() => {
            let facts = of_reply(&reply);
            Ok(Passed::new(SenderAccepted { wire, capabilities }, facts))
        }
        Ok(reply) => Err(Failed::with_wire(StageFailure::Refused(reply), wire)),
        Err(failure) => Err(Failed::with_wire(failure, wire)),
    }
}
