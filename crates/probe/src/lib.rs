//! The live probe: a staged SMTP session that shows what works, and why it stops where it does.
//!
//! In reading order:
//!
//! 1. [`Context`]: what the operator configures once (policy, resolver, trust, time limits); [`run`]: one probe;
//! 2. `conductor`: runs the stages in order with time limits, emits events, turns failures into findings;
//! 3. `opening`: the stages up to EHLO, shared with `offer`, which only asks what a server offers;
//! 4. `stage`: one file per stage, protocol only; each takes the previous state by value;
//! 5. `session`: the states; `wire`: bytes, lines and the transcript;
//! 6. [`policy`] and [`net`]: which addresses may be dialed, and dialing them; `tls`: handshakes.
//!
//! Not here: HTTP, command lines, and texts, which are in the catalogue of `smtp-doctor-core`.

mod alternative;
mod conductor;
mod context;
mod discover;
mod echo;
mod egress;
pub mod net;
mod oauth;
mod offer;
mod opening;
mod pieces;
pub mod policy;
mod remedy;
mod run;
mod session;
mod stage;
mod tls;
mod transcript;
mod web;
mod wire;

pub use context::AllowedRecipients;
pub use context::Context;
pub use context::Deadlines;
pub use context::Egress;
pub use context::MessagePolicy;
pub use context::Plan;
pub use discover::DiscoverError;
pub use discover::discover;
pub use oauth::TokenService;
pub use oauth::TokenServiceError;
pub use run::run;
pub use tls::Trust;
pub use tls::TrustError;
