//! The HTTP service of smtp-doctor: `/api/v1` and the page.
//!
//! [`app`] builds the router, so tests need no socket. [`run`] serves it on a listener until shutdown. Rules and texts come
//! from `smtp-doctor-core`, probes from `smtp-doctor-probe`. This crate only adds HTTP.

pub mod access;
mod admission;
mod app;
mod assets;
mod blocking;
mod client;
mod config;
mod error;
mod headers;
mod json;
pub mod limits;
mod metrics;
mod observe;
mod openapi;
mod path;
mod queue;
mod request_id;
mod routes;
mod serve;
mod state;
mod wording;

pub use app::app;
pub use config::Config;
pub use serve::Tls;
pub use serve::run;
pub use state::AppState;
