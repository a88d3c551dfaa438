//! One file per stage. Protocol only: time limits, events and findings belong to the conductor.

pub(crate) mod auth;
pub(crate) mod connect;
pub(crate) mod ehlo;
pub(crate) mod greeting;
pub(crate) mod mail_from;
pub(crate) mod message;
pub(crate) mod quit;
pub(crate) mod rcpt_to;
pub(crate) mod relay;
mod reply;
pub(crate) mod resolve;
pub(crate) mod sender_domain;
pub(crate) mod starttls;
pub(crate) mod tls;
pub(crate) mod token;
