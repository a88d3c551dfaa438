//! Form checks and the catalogue.

#![expect(unreachable_pub, reason = "wasm-bindgen exports public functions only")]

use smtp_doctor_catalogue::ALL;
use smtp_doctor_catalogue::CarriesFindings as _;
use smtp_doctor_catalogue::Findings;
use wasm_bindgen::prelude::*;

/// The whole catalogue as JSON, `{"entries": [..]}`. Once the texts are installed, it equals the answer of
/// `GET /api/v1/findings` byte for byte.
#[wasm_bindgen]
pub fn findings() -> Result<String, JsError> {
    Ok(format!("{{\"entries\":{}}}", serde_json::to_string(ALL)?))
}

/// Installs the texts of the entries from the file `texts.txt` beside the module.
///
/// # Errors
///
/// If the file and the module have different versions.
#[wasm_bindgen]
pub fn install(texts: String) -> Result<(), JsError> {
    Ok(smtp_doctor_catalogue::install(texts)?)
}

/// Checks a form. Once the texts are installed, the result equals the answer of `POST /api/v1/check` byte for byte.
///
/// # Errors
///
/// If `form` is not the JSON of a settings form.
#[wasm_bindgen]
pub fn check(form: &str) -> Result<String, JsError> {
    let findings = smtp_doctor_settings::check(&serde_json::from_str(form)?);
    Ok(serde_json::to_string(&Findings { findings }.described())?)
}
