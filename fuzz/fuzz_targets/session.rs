//! libFuzzer calls `smtp_doctor_fuzz::session`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| smtp_doctor_fuzz::session(bytes));
