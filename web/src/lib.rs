//! The page: the settings form, which is checked as you type, the connection test, error explanations and message checks.
//!
//! In reading order: `state` (the page's state and its pure reducer), `route` (which section is shown), `components` and
//! `pages` (rendering), `api` (requests to the service), `json` and `sse` (formats), `tools` (modules loaded on demand),
//! `browser` (browser APIs). Rules and texts come from `smtp-doctor-core`.

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
