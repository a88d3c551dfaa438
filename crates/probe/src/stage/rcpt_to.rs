//! RCPT TO for each recipient (RFC 5321 §4.1.1.3).

use smtp_doctor_core::failure::StageFailure;
use smtp_doctor_core::probe::Facts;
use smtp_doctor_core::settings::Address;
use smtp_doctor_core::smtp::Command;

use crate::session::Failed;
use crate::session::Passed;
use crate::session::SenderAccepted;
use crate::session::StageResult;
use crate::wire::Wire;

/// Recipients that one probe names at most.
pub(crate) const MAX_RECIPIENTS: usize = 20;
/// After so many refusals the probe stops asking: Exim hangs up at the fifth bad command.
const MAX_REFUSALS: usize = 3;

/// Names the recipients. Each refusal is a failure of its own; what others were accepted is kept.
pub(crate) async fn rcpt_to(session: SenderAccepted, recipients: &[Address]) -> StageResult<Wire> {
    let SenderAccepted { mut wire, capabilities } = session;
    let mut facts = Facts::default();
    let mut failures = Vec::new();
    let mut refusals = 0;
    for recipient in recipients.iter().take(MAX_RECIPIENTS) {
        if recipient.needs_smtputf8() && !capabilities.smtputf8 {
            failures.push(StageFailure::Smtputf8NotOffered(recipient.to_string()));
            continue;
        }
        match wire.command(&Command::RcptTo(recipient)).await {
            Ok(reply) if reply.is_positive() => {
                facts.reply.extend(reply.verbatim());
                facts.accepted.push(recipient.to_string());
            }
            Ok(reply) => {
                facts.reply.extend(reply.verbatim());
                let failure = StageFailure::Refused(reply);
                if !failures.contains(&failure) {
                    failures.push(failure);
                }
                refusals += 1;
                if refusals == MAX_REFUSALS {
                    break;
                }
            }
            Err(failure) => {
                failures.push(failure);
                return Err(Box::new(Failed { failures, facts, wire: None }));
            }
        }
    }
    if failures.is_empty() {
        Ok(Passed::new(wire, facts))
    } else {
        Err(Box::new(Failed { failures, facts, wire: Some(wire) }))
    }
}
