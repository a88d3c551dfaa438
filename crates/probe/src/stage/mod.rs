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

use smtp_doctor_core::probe::Facts;
use smtp_doctor_core::smtp::Reply;

/// The facts of a stage that consists of one reply.
fn of_reply(reply: &Reply) -> Facts {
    Facts { reply: reply.verbatim().collect(), ..Facts::default() }
}
