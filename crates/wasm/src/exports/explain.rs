//! Explanations of error texts.

#![expect(unreachable_pub, reason = "wasm-bindgen exports public functions only")]

use wasm_bindgen::prelude::*;

/// Explains an error text. `settings` is a form as JSON, or empty. Returns the same JSON as
/// `POST /api/v1/explain?text=none`.
///
/// # Errors
///
/// If `settings` is not the JSON of a settings form.
#[wasm_bindgen]
pub fn explain(text: &str, settings: &str) -> Result<String, JsError> {
    let settings = if settings.is_empty() { None } else { Some(serde_json::from_str(settings)?) };
    Ok(serde_json::to_string(&smtp_doctor_explain::explain(text, None, settings.as_ref()))?)
}

/// A pasted text without its secrets, as JSON: `{"text", "secrets"}`.
#[wasm_bindgen]
pub fn redact(text: &str) -> Result<String, JsError> {
    Ok(serde_json::to_string(&smtp_doctor_explain::redact(text))?)
}
