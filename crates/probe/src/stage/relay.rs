//! Asks whether the server would relay to a recipient elsewhere. The transaction is reset, no message is sent.

use smtp_doctor_core::failure::StageFailure;
use smtp_doctor_core::model::StageFacts;
use smtp_doctor_core::settings::Address;
use smtp_doctor_core::settings::Envelope;
use smtp_doctor_core::smtp::Command;

use crate::session::Failed;
use crate::session::Passed;
use crate::session::RecipientsAccepted;
use crate::session::StageResult;
use crate::stage::mail_from::parameters;
use crate::stage::reply::refused;

/// Starts a transaction of its own with `to`, and ends it with RSET (RFC 5321 §4.1.1.5).
pub(crate) async fn relay(
    session: RecipientsAccepted,
    from: &Address,
    to: &Address,
) -> StageResult<RecipientsAccepted> {
    let RecipientsAccepted { mut wire, capabilities } = session;
    if to.needs_smtputf8() && !capabilities.smtputf8 {
        return Err(Failed::with_wire(StageFailure::Smtputf8NotOffered(to.to_string()), wire));
    }
    let envelope = Envelope { from: from.clone(), recipients: vec![to.clone()] };
    let commands = [
        Command::Rset,
        Command::MailFrom(from.mailbox(), parameters(&envelope, &capabilities, None)),
        Command::RcptTo(to.mailbox()),
    ];
    let mut facts = StageFacts::default();
    for group in commands.chunks(if capabilities.pipelining { commands.len() } else { 1 }) {
        if let Err(failure) = wire.send(group).await {
            return Err(Failed::with_wire(failure, wire));
        }
        for i in 0..group.len() {
            match wire.reply().await {
                Ok(reply) if reply.is_positive() => facts.reply.extend(reply.verbatim()),
                Ok(reply) => {
                    facts.reply.extend(reply.verbatim());
                    return Err(refused(wire, reply, group.len() - i - 1).await.with_facts(facts));
                }
                Err(failure) => return Err(Failed::with_wire(failure, wire).with_facts(facts)),
            }
        }
    }
    facts.accepted.push(to.to_string());
    match wire.command(&Command::Rset).await {
        Ok(_) => Ok(Passed::new(RecipientsAccepted { wire, capabilities }, facts)),
        Err(failure) => Err(Failed::with_wire(failure, wire).with_facts(facts)),
    }
}
