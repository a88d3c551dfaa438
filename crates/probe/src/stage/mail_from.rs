//! MAIL FROM (RFC 5321 §4.1.1.2).

use smtp_doctor_core::failure::StageFailure;
use smtp_doctor_core::settings::Envelope;
use smtp_doctor_core::smtp::Capabilities;
use smtp_doctor_core::smtp::Command;
use smtp_doctor_core::smtp::MailParameters;

use crate::session::Failed;
use crate::session::Passed;
use crate::session::Ready;
use crate::session::SenderAccepted;
use crate::session::StageResult;
use crate::stage::rcpt_to;
use crate::stage::refused;
use crate::stage::reply_facts;

/// Names the sender. `size`: of the message that follows, if one does. Where the server allows it, the first recipients
/// are named in the same breath, which saves a round trip.
pub(crate) async fn mail_from(session: Ready, envelope: &Envelope, size: Option<usize>) -> StageResult<SenderAccepted> {
    let Ready { mut wire, capabilities, .. } = session;
    let Envelope { from, recipients } = envelope;
    if from.needs_smtputf8() && !capabilities.smtputf8 {
        return Err(Failed::with_wire(StageFailure::Smtputf8NotOffered(from.to_string()), wire));
    }
    let mut commands = vec![Command::MailFrom(from, parameters(envelope, &capabilities, size))];
    if capabilities.pipelining {
        commands.extend(rcpt_to::usable(recipients, &capabilities).take(rcpt_to::MAX_PIPELINED).map(Command::RcptTo));
    }
    if let Err(failure) = wire.send(&commands).await {
        return Err(Failed::with_wire(failure, wire));
    }
    let awaited = commands.len() - 1;
    match wire.reply().await {
        Ok(reply) if reply.is_positive() => {
            let facts = reply_facts(&reply);
            Ok(Passed::new(SenderAccepted { wire, capabilities, awaited }, facts))
        }
        Ok(reply) => Err(refused(wire, reply, awaited).await),
        Err(failure) => Err(Failed::with_wire(failure, wire)),
    }
}

/// What the envelope needs, of what the server offers.
pub(crate) fn parameters(envelope: &Envelope, capabilities: &Capabilities, size: Option<usize>) -> MailParameters {
    let beyond_ascii = envelope.from.needs_smtputf8() || envelope.recipients.iter().any(|it| it.needs_smtputf8());
    MailParameters {
        smtputf8: beyond_ascii && capabilities.smtputf8,
        size: size.filter(|_| capabilities.declares_size),
    }
}
