//! The page: the form "Specify a server", checked while it is typed, and the live probe.
//!
//! In reading order: `state` (what the page knows, a pure reducer), `route` (which part is shown), `components` and
//! `pages` (how it looks), `api` (the only place that asks the server), `json` and `sse` (what answers are read with),
//! `tools` (the modules that are loaded when needed), `browser` (the only place that touches the browser). Rules and
//! texts are `smtp-doctor-core`'s.

mod api;
mod app;
mod browser;
mod components;
mod json;
mod pages;
mod route;
mod sse;
mod state;
mod tools;

pub use app::App;
