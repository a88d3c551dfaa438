//! What is fuzzed: one function per target, each taking any bytes and asserting what must hold for all of them.
//!
//! libFuzzer calls them from `fuzz_targets`; `crates/probe/tests/replay.rs` includes this file and calls them with the
//! corpus, so that what was found once is tested ever after, on any compiler.

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
