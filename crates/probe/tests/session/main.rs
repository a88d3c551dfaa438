//! Whole probes against scripted servers: every fault has its finding, and no secret leaks.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot be set up fails")]

mod bad_servers;
mod certificates;
mod envelope;
mod names;
mod odd_servers;
mod pairing;
mod sender_domain;
mod sign_in;
mod support;
mod targets;
mod tokens;
mod transaction;
