//! What tests need that real servers do not give: scripted SMTP servers, a fake DNS, certificates with faults; and what
//! all of them need: raw HTTP, and waiting with a deadline.
//!
//! A dev-dependency only. Helpers panic where a test could not go on anyway.
#![expect(clippy::expect_used, reason = "a test helper that cannot do its work ends the test")]

pub mod certs;
pub mod dns;
pub mod http;
pub mod script;
pub mod wait;
