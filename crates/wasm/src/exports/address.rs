//! Address checks.

#![expect(unreachable_pub, reason = "wasm-bindgen exports public functions only")]

use smtp_doctor_catalogue::CarriesFindings as _;
use smtp_doctor_catalogue::Finding;
use smtp_doctor_catalogue::Findings;
use smtp_doctor_settings::check;
use wasm_bindgen::prelude::*;

/// Checks one address: its findings as JSON, each with its entry.
#[wasm_bindgen(js_name = checkAddress)]
pub fn check_address(typed: &str) -> Result<String, JsError> {
    answer(check::address(typed))
}

/// Checks a list of addresses: its findings as JSON, each with its entry.
#[wasm_bindgen(js_name = checkAddressList)]
pub fn check_address_list(typed: &str) -> Result<String, JsError> {
    answer(check::address_list(typed))
}

fn answer(findings: Vec<Finding>) -> Result<String, JsError> {
    Ok(serde_json::to_string(&Findings { findings }.described())?)
}

/// The version of this package.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
