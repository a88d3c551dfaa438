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
use crate::stage::reply::refused;
use crate::stage::reply::reply_facts;

/// Sends MAIL FROM. `size`: that of the message that follows, in octets, if one does. If the server supports pipelining,
/// the first RCPT TO commands are sent with it, which saves a round trip.
pub(crate) async fn mail_from(session: Ready, envelope: &Envelope, size: Option<usize>) -> StageResult<SenderAccepted> {
    let Ready { mut wire, capabilities, .. } = session;
    let Envelope { from, recipients } = envelope;
    if from.needs_smtputf8() && !capabilities.smtputf8 {
        return Err(Failed::with_wire(StageFailure::Smtputf8NotOffered(from.to_string()), wire));
    }
    let mut commands = vec![Command::MailFrom(from.mailbox(), parameters(envelope, &capabilities, size))];
    if capabilities.pipelining {
        commands.extend(
            rcpt_to::usable(recipients, &capabilities)
                .take(rcpt_to::MAX_PIPELINED)
                .map(|it| Command::RcptTo(it.mailbox())),
        );
    }
    if let Err(failure) = wire.send(&commands).await {
        return Err(Failed::with_wire(failure, wire));
    }
    let pending_replies = commands.len() - 1;
    match wire.reply().await {
        Ok(reply) if reply.is_positive() => {
            let facts = reply_facts(&reply);
            Ok(Passed::new(SenderAccepted { wire, capabilities, pending_replies }, facts))
        }
        Ok(reply) => Err(refused(wire, reply, pending_replies).await),
        Err(failure) => Err(Failed::with_wire(failure, wire)),
    }
}

/// The parameters that the envelope needs and the server offers.
pub(crate) fn parameters(envelope: &Envelope, capabilities: &Capabilities, size: Option<usize>) -> MailParameters {
    let needs_smtputf8 = envelope.from.needs_smtputf8() || envelope.recipients.iter().any(|it| it.needs_smtputf8());
    MailParameters {
        smtputf8: needs_smtputf8 && capabilities.smtputf8,
        size: size.filter(|_| capabilities.declares_size),
    }
}
