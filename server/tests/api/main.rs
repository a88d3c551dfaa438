//! Tests of the API through its router, without sockets. Probes run against scripted mail servers.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod abuse;
mod access;
mod check;
mod explain;
mod findings;
mod limits;
mod messages;
mod openapi;
mod operations;
mod page;
mod probes;
mod profile;
mod secrets;
mod sockets;
mod support;
