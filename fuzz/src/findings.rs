//! Assertions for all findings.

use smtp_doctor_core::Finding;
use smtp_doctor_core::model::Field;

/// The most bytes of a detail or a line of evidence. They quote input, but must not repeat a pasted megabyte.
const MAX_SHOWN: usize = 6_000;

/// Spans are inside the field's text, details and evidence are short, and the JSON can be read back.
///
/// `text_of` returns the text of a field; for `None`, the pasted text.
pub(crate) fn assert_valid(findings: &[Finding], text_of: &dyn Fn(Option<Field>) -> Option<String>) {
    for finding in findings {
        if let Some(span) = finding.span {
            let text = text_of(finding.field).expect("a field with a span has a text");
            assert!(span.start <= span.end && span.end <= text.chars().count(), "{finding:?} in {text:?}");
        }
        assert!(finding.detail.len() <= MAX_SHOWN, "{finding:?}");
        assert!(finding.evidence.iter().all(|it| it.len() <= MAX_SHOWN), "{finding:?}");
        let json = serde_json::to_string(finding).expect("a finding has a wire form");
        assert_eq!(serde_json::from_str::<Finding>(&json).as_ref().ok(), Some(finding), "{json}");
    }
}
