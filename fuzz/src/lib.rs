//! Fuzzing: one function per target. Each takes any bytes and asserts what must hold for all input.
//!
//! libFuzzer calls the functions from `fuzz_targets`. `crates/probe/tests/replay.rs` includes this file and calls them with
//! the corpus, so that each past finding is a regression test that needs no nightly compiler.

mod findings;
mod message;
mod replies;
mod session;
mod settings;
mod texts;

pub use message::message;
pub use replies::capabilities;
pub use replies::reply;
pub use session::session;
pub use settings::settings;
pub use texts::addresses;
pub use texts::explain;
