//! Test helpers: scripted SMTP servers, a fake DNS server, certificates with faults, raw HTTP, and waiting with a deadline.
//!
//! A dev-dependency only. Helpers panic where a test cannot continue anyway.
#![expect(clippy::expect_used, reason = "a test helper that fails must fail the test")]

pub mod certs;
pub mod dns;
pub mod http;
pub mod script;
pub mod wait;
