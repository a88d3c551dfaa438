//! One file per stage, in the order of the protocol. Protocol only: time, events and texts are the conductor's.

pub(crate) mod auth;
pub(crate) mod connect;
pub(crate) mod ehlo;
pub(crate) mod greeting;
pub(crate) mod mail_from;
pub(crate) mod message;
pub(crate) mod quit;
pub(crate) mod rcpt_to;
pub(crate) mod relay;
pub(crate) mod resolve;
pub(crate) mod sender_domain;
pub(crate) mod starttls;
pub(crate) mod tls;
pub(crate) mod token;

use smtp_doctor_core::failure::StageFailure;
use smtp_doctor_core::probe::Facts;
use smtp_doctor_core::smtp::Reply;

use crate::session::Failed;
use crate::wire::Wire;

/// A refusal of one of several commands that were sent at once. The replies to the others say nothing more, but must be
/// read, or they would be taken for those to QUIT.
async fn refused(mut wire: Wire, reply: Reply, others: usize) -> Box<Failed> {
    for _ in 0..others {
        if wire.reply().await.is_err() {
            return Failed::without_wire(StageFailure::Refused(reply));
        }
    }
    Failed::with_wire(StageFailure::Refused(reply), wire)
}

/// The facts of a stage that consists of one reply.
fn reply_facts(reply: &Reply) -> Facts {
    Facts { reply: reply.verbatim().collect(), ..Facts::default() }
}
