//! What the stages make of replies.

use smtp_doctor_core::failure::StageFailure;
use smtp_doctor_core::model::StageFacts;
use smtp_doctor_core::smtp::Reply;

use crate::session::Failed;
use crate::wire::Wire;

/// One of several pipelined commands was refused. The `others` replies that are still to come are read, or they would be
/// taken for the reply to QUIT.
pub(super) async fn refused(mut wire: Wire, reply: Reply, others: usize) -> Box<Failed> {
    for _ in 0..others {
        if wire.reply().await.is_err() {
            return Failed::without_wire(StageFailure::Refused(reply));
        }
    }
    Failed::with_wire(StageFailure::Refused(reply), wire)
}

/// The facts of a stage with one reply.
pub(super) fn reply_facts(reply: &Reply) -> StageFacts {
    StageFacts { reply: reply.verbatim().collect(), ..StageFacts::default() }
}
