//! What holds for every finding, whoever raised it.

use smtp_doctor_core::Finding;
use smtp_doctor_core::model::Field;

/// A detail and a line of evidence quote what was typed or received, and must not repeat a pasted megabyte.
const MAX_SHOWN: usize = 6_000;

/// Spans are inside of the text that `text_of` says a field has (none: what was pasted), nothing is long, and the wire form is read back.
pub(crate) fn hold(findings: &[Finding], text_of: &dyn Fn(Option<Field>) -> Option<String>) {
    for finding in findings {
        if let Some(span) = finding.span {
            let text = text_of(finding.field).expect("a span is about a text");
            assert!(span.start <= span.end && span.end <= text.chars().count(), "{finding:?} in {text:?}");
        }
        assert!(finding.detail.len() <= MAX_SHOWN, "{finding:?}");
        assert!(finding.evidence.iter().all(|it| it.len() <= MAX_SHOWN), "{finding:?}");
        let json = serde_json::to_string(finding).expect("a finding has a wire form");
        assert_eq!(serde_json::from_str::<Finding>(&json).as_ref().ok(), Some(finding), "{json}");
    }
}
