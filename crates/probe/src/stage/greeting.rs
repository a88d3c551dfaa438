//! Reads the server's greeting, which may have many lines (RFC 5321 §4.2).

use smtp_doctor_core::failure::StageFailure;
use smtp_doctor_core::model::Security;
use smtp_doctor_core::settings::Endpoint;

use crate::alternative;
use crate::context::Context;
use crate::session::Connected;
use crate::session::Failed;
use crate::session::Greeted;
use crate::session::Passed;
use crate::session::StageResult;
use crate::stage::reply::reply_facts;

/// Reads the greeting. If none comes for a while, a second connection tries TLS meanwhile.
pub(crate) async fn greeting(ctx: &Context, endpoint: &Endpoint, session: Connected) -> StageResult<Greeted> {
    let Connected { mut wire, address, pass } = session;
    // After a handshake, port and security fit: the server is only slow.
    let may_need_tls = endpoint.security != Security::ImplicitTls;
    if may_need_tls && !wire.receives_within(ctx.deadlines.patience).await {
        let time_left = wire.deadline.time_left();
        let transcript = wire.transcript.clone();
        let found = tokio::select! {
            _ = wire.receives_within(time_left) => None,
            found = alternative::other_pairing(ctx, endpoint, address, &transcript, time_left) => found,
        };
        if let Some(pairing) = found {
            return Err(Failed::without_wire(StageFailure::Pairing(pairing)));
        }
    }
    match wire.reply().await {
        Ok(reply) if reply.code == 220 => {
            let facts = reply_facts(&reply);
            Ok(Passed::new(Greeted { wire, pass }, facts))
        }
        Ok(reply) => Err(Failed::with_wire(StageFailure::Refused(reply), wire)),
        Err(failure) => Err(Failed::with_wire(failure, wire)),
    }
}
