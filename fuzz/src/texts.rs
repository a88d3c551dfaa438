//! Typed and pasted texts: addresses and error texts.

use smtp_doctor_core::Finding;
use smtp_doctor_core::check;
use smtp_doctor_core::explain as doctor;
use smtp_doctor_core::explain::Explanation;
use smtp_doctor_core::report;
use smtp_doctor_core::report::PortalProfile;
use smtp_doctor_core::settings::Address;
use smtp_doctor_core::settings::Settings;
use smtp_doctor_core::settings::SettingsForm;
use smtp_doctor_core::smtp::Command;
use smtp_doctor_core::smtp::MailParameters;

use super::findings;

/// Only in texts up to this length are fixes applied until none is left, because each takes a round.
const MAX_FIXED: usize = 300;

/// A text as a list of addresses and as a single address. Parsed addresses fit into a command, and fixes come to an end.
pub fn addresses(bytes: &[u8]) {
    let typed = String::from_utf8_lossy(bytes).into_owned();
    if let Ok(address) = Address::parse(&typed) {
        deliverable(&address);
    }
    for check in [check::address, check::address_list] {
        let found = check(&typed);
        findings::assert_valid(&found, &|_| Some(typed.clone()));
        if typed.len() <= MAX_FIXED {
            fixes_end(typed.clone(), check);
        }
    }
    let endpoint =
        SettingsForm { server: "smtp.example.com".to_owned(), port: "587".to_owned(), ..SettingsForm::default() };
    let as_list = SettingsForm { from: "user@example.com".to_owned(), to: typed.clone(), ..endpoint.clone() };
    let as_sender = SettingsForm { from: typed, ..endpoint };
    for form in [as_list, as_sender] {
        if let Some(settings) = Settings::parse(&form).settings {
            deliverable(&settings.envelope.from);
            settings.envelope.recipients.iter().for_each(deliverable);
        }
    }
}

/// A parsed address can be parsed again with the same result, and cannot break a command line.
pub(crate) fn deliverable(address: &Address) {
    assert_eq!(Address::parse(address.as_str()).as_ref(), Ok(address));
    assert!(address.as_str().len() <= 254 && !address.as_str().chars().any(char::is_control), "{address:?}");
    assert_eq!(format!("{}@{}", address.local_part(), address.domain()), address.as_str());
    assert!(address.domain().is_ascii() && !address.domain().is_empty(), "{address:?}");
    for command in [Command::MailFrom(address.mailbox(), MailParameters::default()), Command::RcptTo(address.mailbox())]
    {
        let line = command.line();
        assert!(line.ends_with(">\r\n") && !line.trim_end().contains(['\r', '\n']), "{line:?}");
    }
}

/// Applying one proposed fix after the other comes to an end.
fn fixes_end(mut typed: String, check: fn(&str) -> Vec<Finding>) {
    for _ in 0..=MAX_FIXED {
        let fixes = check(&typed).into_iter().filter_map(|it| it.fix);
        let Some(fixed) = fixes.filter_map(|it| it.from.or(it.to)).next() else { return };
        assert_ne!(fixed, typed, "a fix that changes nothing");
        typed = fixed;
    }
    panic!("fixes go in circles: {typed:?}");
}

/// An error text, pasted or from a file. There is always an explanation, and it points into the text.
pub fn explain(bytes: &[u8]) {
    for text in [doctor::from_bytes(bytes), String::from_utf8_lossy(bytes).into_owned()] {
        let explanation = doctor::explain(&text, None, None);
        assert!((1..=8).contains(&explanation.findings.len()));
        findings::assert_valid(&explanation.findings, &|_| Some(text.clone()));
        for span in explanation.findings.iter().filter_map(|it| it.span) {
            assert!(span.start < span.end, "{explanation:?}");
        }
        assert!(explanation.replies.iter().all(|it| (200..600).contains(&it.code)), "{explanation:?}");
        let json = serde_json::to_string(&explanation).expect("an explanation has a wire form");
        assert_eq!(serde_json::from_str::<Explanation>(&json).as_ref().ok(), Some(&explanation), "{json}");
        assert!(
            !report::explanation_report(&doctor::redact(&text), &explanation, None, &PortalProfile::default())
                .is_empty()
        );
    }
}
