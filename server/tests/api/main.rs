//! The API through its router, without a socket; probes against scripted servers.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod access;
mod check;
mod explain;
mod findings;
mod limits;
mod messages;
mod openapi;
mod operations;
mod outsider;
mod page;
mod probes;
mod profile;
mod secrets;
mod sockets;
mod support;
