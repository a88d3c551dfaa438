//! QUIT (RFC 5321 §4.1.1.10).

use smtp_doctor_core::failure::StageFailure;
use smtp_doctor_core::smtp::Command;

use crate::session::Failed;
use crate::session::Passed;
use crate::session::StageResult;
use crate::stage::reply::reply_facts;
use crate::wire::Wire;

/// Closes the session. A server that hangs up without a reply has closed it too.
pub(crate) async fn quit(mut wire: Wire) -> StageResult<()> {
    match wire.command(&Command::Quit).await {
        Ok(reply) => Ok(Passed::new((), reply_facts(&reply))),
        Err(StageFailure::Dropped(_)) => Ok(Passed::new((), smtp_doctor_core::model::StageFacts::default())),
        Err(failure) => Err(Failed::without_wire(failure)),
    }
}
