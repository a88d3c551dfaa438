//! The live probe: a staged SMTP session that says what works and, where it stops, why.
//!
//! In reading order:
//!
//! 1. [`Context`]: what the operator fixes once (policy, resolver, trust, deadlines); [`run`]: one probe;
//! 2. `conductor`: takes the stages in order, sets deadlines, emits events, turns failures into findings;
//! 3. `stage`: one file per stage, protocol only; each takes the previous state by value;
//! 4. `session`: the states; `wire`: bytes, lines and the transcript;
//! 5. [`policy`] and [`net`]: which addresses may be dialed, and dialing them; `tls`: handshakes.
//!
//! Deliberately not here: HTTP, command lines, texts (those are in the catalogue of `smtp-doctor-core`).

mod alternative;
mod certificate;
mod conductor;
mod context;
pub mod net;
pub mod policy;
mod session;
mod stage;
mod tls;
mod transcript;
mod wire;

pub use conductor::run;
pub use context::Context;
pub use context::Deadlines;
pub use tls::Trust;
pub use tls::TrustError;
