//! The JavaScript face of smtp-doctor: JSON in, JSON out. No rule and no text of its own.
//!
//! The page builds two modules from it, `explain` and `message`, and loads each when it is needed.

#[cfg(feature = "explain")]
use smtp_doctor_core::CarriesFindings as _;
use wasm_bindgen::prelude::*;

/// Makes `texts`, the file `texts.txt` beside the module, what the entries say.
///
/// # Errors
///
/// If they are of another version than the module.
#[cfg(feature = "explain")]
#[wasm_bindgen]
pub fn install(texts: String) -> Result<(), JsError> {
    Ok(smtp_doctor_core::catalogue::install(texts)?)
}

/// Checks a form; the answer is that of `POST /api/v1/check`, byte for byte, once the texts are installed.
///
/// # Errors
///
/// If `form` is not the JSON of a form of settings.
#[cfg(feature = "explain")]
#[wasm_bindgen]
pub fn check(form: &str) -> Result<String, JsError> {
    let findings = smtp_doctor_core::check(&serde_json::from_str(form)?);
    Ok(serde_json::to_string(&smtp_doctor_core::finding::Findings { findings }.described())?)
}

/// Explains an error text; `settings` is a form as JSON, or empty. The answer is that of
/// `POST /api/v1/explain?text=none`.
///
/// # Errors
///
/// If `settings` is no form.
#[cfg(feature = "explain")]
#[wasm_bindgen]
pub fn explain(text: &str, settings: &str) -> Result<String, JsError> {
    let settings = if settings.is_empty() { None } else { Some(serde_json::from_str(settings)?) };
    Ok(serde_json::to_string(&smtp_doctor_core::explain(text, None, settings.as_ref()))?)
}

/// Checks a raw message; the answer is that of `POST /api/v1/messages/check?text=none`.
///
/// # Errors
///
/// If the message is too large.
#[cfg(feature = "message")]
#[wasm_bindgen(js_name = checkMessage)]
pub fn check_message(raw: &[u8]) -> Result<String, JsError> {
    let report = smtp_doctor_core::message::check_raw(raw, None, None).map_err(|why| JsError::new(&why.to_string()))?;
    Ok(serde_json::to_string(&report)?)
}
