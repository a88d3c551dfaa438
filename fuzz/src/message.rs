//! Raw messages.

use smtp_doctor_core::message;
use smtp_doctor_core::message::MAX_MESSAGE;
use smtp_doctor_core::message::MessageEnvelope;
use smtp_doctor_core::message::MessageReport;

use super::findings;

/// Any bytes as a message, without and with an envelope and the server's extensions. Findings point into the message.
pub fn message(bytes: &[u8]) {
    let envelope = MessageEnvelope { from: "<user@example.com>".to_owned(), to: vec!["other@example.com".to_owned()] };
    let offered = ["SIZE 1000", "8BITMIME"].map(str::to_owned);
    let text = String::from_utf8_lossy(bytes);
    for (envelope, offered) in [(None, None), (Some(&envelope), Some(&offered[..]))] {
        let Ok(report) = message::check_raw(bytes, envelope, offered) else {
            return assert!(bytes.len() > MAX_MESSAGE);
        };
        findings::assert_valid(&report.findings, &|_| Some(text.clone().into_owned()));
        assert!(report.findings.is_sorted_by_key(|it| std::cmp::Reverse(it.severity)));
        assert_eq!(report.facts.size, bytes.len() as u64);
        assert!(report.facts.attachments.iter().all(|it| it.size <= report.facts.size), "{:?}", report.facts);
        let json = serde_json::to_string(&report).expect("a report has a wire form");
        assert_eq!(serde_json::from_str::<MessageReport>(&json).as_ref().ok(), Some(&report), "{json}");
    }
}
