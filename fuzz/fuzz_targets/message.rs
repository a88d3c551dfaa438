//! Any bytes as a message.
#![no_main]

use libfuzzer_sys::fuzz_target;
use smtp_doctor_core::message;

fuzz_target!(|bytes: &[u8]| {
    let report = message::check_raw(bytes, None, None);
    assert!(report.is_ok() || bytes.len() > message::MAX_MESSAGE);
});
