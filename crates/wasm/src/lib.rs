//! The JavaScript face of smtp-doctor: JSON in, JSON out. No rule and no text of its own.
//!
//! Each feature is a module that is loaded when it is needed: `address`, `validator`, `explain`, `message`. The page
//! loads the last two; the npm package (`npm/`) has all of them.

#[cfg(any(feature = "address", feature = "validator"))]
use smtp_doctor_core::CarriesFindings as _;
#[cfg(feature = "address")]
use smtp_doctor_core::Finding;
use wasm_bindgen::prelude::*;

/// The findings on one address as JSON; each with its entry.
#[cfg(feature = "address")]
#[wasm_bindgen(js_name = checkAddress)]
pub fn check_address(typed: &str) -> Result<String, JsError> {
    answer(smtp_doctor_core::check::address(typed))
}

/// The findings on a list of addresses as JSON; each with its entry.
#[cfg(feature = "address")]
#[wasm_bindgen(js_name = checkAddressList)]
pub fn check_address_list(typed: &str) -> Result<String, JsError> {
    answer(smtp_doctor_core::check::address_list(typed))
}

#[cfg(feature = "address")]
fn answer(findings: Vec<Finding>) -> Result<String, JsError> {
    Ok(serde_json::to_string(&smtp_doctor_core::finding::Findings { findings }.described())?)
}

/// The whole catalogue as JSON, `{"findings": [..]}`, as `GET /api/v1/findings` answers it.
#[cfg(feature = "validator")]
#[wasm_bindgen]
pub fn findings() -> Result<String, JsError> {
    Ok(format!("{{\"findings\":{}}}", serde_json::to_string(smtp_doctor_core::catalogue::ALL)?))
}

/// The version of this package.
#[cfg(feature = "address")]
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// Makes `texts`, the file `texts.txt` beside the module, what the entries say.
///
/// # Errors
///
/// If they are of another version than the module.
#[cfg(feature = "validator")]
#[wasm_bindgen]
pub fn install(texts: String) -> Result<(), JsError> {
    Ok(smtp_doctor_core::catalogue::install(texts)?)
}

/// Checks a form; the answer is that of `POST /api/v1/check`, byte for byte, once the texts are installed.
///
/// # Errors
///
/// If `form` is not the JSON of a form of settings.
#[cfg(feature = "validator")]
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

/// A pasted text without its secrets, as JSON: `{"text", "secrets"}`.
#[cfg(feature = "explain")]
#[wasm_bindgen]
pub fn redact(text: &str) -> Result<String, JsError> {
    Ok(serde_json::to_string(&smtp_doctor_core::explain::redact(text))?)
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
