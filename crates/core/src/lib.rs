//! The rules and the words of smtp-doctor, without I/O.
//!
//! One crate for the page (wasm32), the server and the command line, so that they cannot disagree.
//! In reading order:
//!
//! 1. [`settings`]: what somebody typed ([`settings::SettingsForm`]) and what it means ([`settings::Settings`]);
//! 2. [`check()`]: every problem that the settings alone show;
//! 3. [`catalogue`]: each problem's text, written once; [`finding`]: a problem found;
//! 4. [`smtp`]: the grammar of replies, capabilities and commands;
//! 5. [`probe`]: the words in which a live probe reports; [`failure`] and [`diagnose()`]: what its failures mean;
//! 6. [`explain()`]: what a pasted error text means;
//! 7. [`message`]: what is wrong with a message itself;
//! 8. [`report`]: the report for the IT team;
//! 9. [`profile`]: what the operator of a portal adds;
//! 10. [`provider`]: known mail services.
//!
//! Deliberately not here: sockets, clocks, environment variables, files, browser APIs.

pub mod case;
pub mod catalogue;
pub mod check;
pub mod compare;
#[cfg(feature = "recognise")]
pub mod diagnose;
pub mod explain;
pub mod failure;
pub mod finding;
pub mod message;
#[cfg(feature = "recognise")]
pub mod oauth;
pub mod probe;
pub mod profile;
pub mod provider;
pub mod report;
#[cfg(feature = "recognise")]
pub mod sender_domain;
pub mod set_up;
pub mod settings;
pub mod smtp;

pub use check::check;
pub use compare::compare;
#[cfg(feature = "recognise")]
pub use diagnose::diagnose;
#[cfg(feature = "recognise")]
pub use explain::explain;
pub use finding::CarriesFindings;
pub use finding::Finding;
