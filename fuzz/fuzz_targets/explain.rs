//! libFuzzer calls `smtp_doctor_fuzz::explain`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| smtp_doctor_fuzz::explain(bytes));
