//! The page: the form "Specify a server", checked while it is typed, and the live probe.
//!
//! In reading order: `state` (what the page knows, a pure reducer), `route` (which part is shown), `components` and `pages` (how it
//! looks), `api` (the only place
//! that fetches), `browser` (the only place that touches the browser). Rules and texts are `smtp-doctor-core`'s.

mod api;
mod app;
mod browser;
mod components;
mod pages;
mod route;
mod sse;
mod state;

use wasm_bindgen::prelude::*;

pub use app::App;

/// Checks a form given as JSON; the answer is that of `POST /api/v1/check`, byte for byte.
///
/// # Errors
///
/// If the JSON is not a form of settings.
#[wasm_bindgen]
pub fn check(form: &str) -> Result<String, JsError> {
    let form = serde_json::from_str(form)?;
    let findings = smtp_doctor_core::finding::Findings { findings: smtp_doctor_core::check(&form) }.described();
    Ok(serde_json::to_string(&findings)?)
}
