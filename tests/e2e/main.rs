//! End-to-end tests of the command and the page with real mail servers. `cargo xtask test` installs what they need.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod agreement;
mod browser;
mod embed;
mod explain;
mod generated_clients;
mod limits;
mod load;
mod message;
mod oauth;
mod other_servers;
mod outsider;
mod page;
mod page_beyond;
mod readme;
mod real_servers;
mod schemathesis;
mod second_opinion;
mod vantage;
mod world;
