//! RCPT TO for each recipient (RFC 5321 §4.1.1.3).

use smtp_doctor_core::failure::StageFailure;
use smtp_doctor_core::model::StageFacts;
use smtp_doctor_core::settings::Address;
use smtp_doctor_core::smtp::Capabilities;
use smtp_doctor_core::smtp::Command;

use crate::session::Failed;
use crate::session::Passed;
use crate::session::RecipientsAccepted;
use crate::session::SenderAccepted;
use crate::session::StageResult;

/// Recipients that one probe tries at most.
pub(crate) const MAX_RECIPIENTS: usize = 20;

/// Refusals after which the probe stops: Exim hangs up at the fifth.
const MAX_REFUSALS: usize = 3;

/// RCPT TO commands that are sent at once if the server supports pipelining. Not more than the refusals that end the stage.
pub(crate) const MAX_PIPELINED: usize = MAX_REFUSALS;

/// The recipients that can be sent to a server with these capabilities.
pub(crate) fn usable<'a>(
    recipients: &'a [Address],
    capabilities: &Capabilities,
) -> impl Iterator<Item = &'a Address> + use<'a> {
    let smtputf8 = capabilities.smtputf8;
    recipients.iter().take(MAX_RECIPIENTS).filter(move |it| smtputf8 || !it.needs_smtputf8())
}

/// Sends RCPT TO for each recipient. Every different refusal is a failure, and the accepted recipients are kept as facts.
pub(crate) async fn rcpt_to(session: SenderAccepted, recipients: &[Address]) -> StageResult<RecipientsAccepted> {
    let SenderAccepted { mut wire, capabilities, mut pending_replies } = session;
    let mut facts = StageFacts::default();
    let mut failures: Vec<StageFailure> = recipients
        .iter()
        .take(MAX_RECIPIENTS)
        .filter(|it| it.needs_smtputf8() && !capabilities.smtputf8)
        .map(|it| StageFailure::Smtputf8NotOffered(it.to_string()))
        .collect();
    let mut refusals = 0;
    let usable: Vec<&Address> = usable(recipients, &capabilities).collect();
    for group in usable.chunks(if capabilities.pipelining { MAX_PIPELINED } else { 1 }) {
        if refusals >= MAX_REFUSALS {
            break;
        }
        if std::mem::take(&mut pending_replies) == 0 {
            let commands: Vec<Command<'_>> = group.iter().map(|it| Command::RcptTo(it.mailbox())).collect();
            if let Err(failure) = wire.send(&commands).await {
                failures.push(failure);
                return Err(Box::new(Failed { failures, facts, wire: None }));
            }
        }
        for recipient in group {
            match wire.reply().await {
                Ok(reply) if reply.is_positive() => {
                    facts.reply.extend(reply.verbatim());
                    facts.accepted.push(recipient.to_string());
                }
                Ok(reply) => {
                    facts.reply.extend(reply.verbatim());
                    refusals += 1;
                    let failure = StageFailure::Refused(reply);
                    if !failures.contains(&failure) {
                        failures.push(failure);
                    }
                }
                Err(failure) => {
                    failures.push(failure);
                    return Err(Box::new(Failed { failures, facts, wire: None }));
                }
            }
        }
    }
    if failures.is_empty() {
        Ok(Passed::new(RecipientsAccepted { wire, capabilities }, facts))
    } else {
        Err(Box::new(Failed { failures, facts, wire: Some(wire) }))
    }
}
