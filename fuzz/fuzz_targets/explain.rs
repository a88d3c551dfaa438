//! Any bytes as an error text: as they are pasted, and as they are read from a file.
#![no_main]

use libfuzzer_sys::fuzz_target;
use smtp_doctor_core::explain;

fuzz_target!(|bytes: &[u8]| {
    for text in [explain::from_bytes(bytes), String::from_utf8_lossy(bytes).into_owned()] {
        let explanation = explain(&text, None, None);
        assert!(!explanation.findings.is_empty());
        for span in explanation.findings.iter().filter_map(|it| it.span) {
            assert!(span.start < span.end && span.end <= text.chars().count());
        }
    }
});
