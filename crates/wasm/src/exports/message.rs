//! Message checks.

#![expect(unreachable_pub, reason = "wasm-bindgen exports public functions only")]

use wasm_bindgen::prelude::*;

/// Checks a raw message. Returns the same JSON as `POST /api/v1/messages/check?text=none`.
///
/// # Errors
///
/// If the message is too large.
#[wasm_bindgen(js_name = checkMessage)]
pub fn check_message(raw: &[u8]) -> Result<String, JsError> {
    let report = smtp_doctor_message::check_raw(raw, None, None).map_err(|why| JsError::new(&why.to_string()))?;
    Ok(serde_json::to_string(&report)?)
}
