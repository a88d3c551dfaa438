//! The port field.

use smtp_doctor_catalogue::Finding;
use smtp_doctor_catalogue::entries::*;
use smtp_doctor_model::Field;
use smtp_doctor_model::SettingsPatch;

use crate::text;

/// Parses the port field. Adds an error if there is no port; otherwise it may add a warning.
pub(crate) fn parse(typed: &str, findings: &mut Vec<Finding>) -> Option<u16> {
    let trimmed = typed.trim();
    if trimmed.is_empty() {
        findings.push(Finding::error(&PORT_BLANK).at(Field::Port));
        return None;
    }
    if let Some(port) = number(trimmed) {
        if trimmed.len() != typed.len() {
            findings.push(
                Finding::warning(&ADDRESS_EXTRA_SPACE)
                    .at(Field::Port)
                    .saying("The port starts or ends with a space or line break.")
                    .fixed_by(SettingsPatch::text(Field::Port, trimmed)),
            );
        }
        return Some(port);
    }
    let mut finding = Finding::error(&PORT_INVALID).at(Field::Port).saying(if is_like_a_number(trimmed) {
        format!("{trimmed} is not a port. Enter a number from 1 to 65535.")
    } else {
        "Enter a number from 1 to 65535, for example 587.".to_owned()
    });
    // Truncated first: cleaning a megabyte of digits would be wasted work.
    let short = text::truncated(20, trimmed);
    let cleaned = text::cleaned(short);
    if cleaned != trimmed && short.len() == trimmed.len() && number(&cleaned).is_some() {
        finding = finding.fixed_by(SettingsPatch::text(Field::Port, cleaned));
    }
    findings.push(finding);
    None
}

/// Whether the finding may repeat the value. Anything but a number might be a password in the wrong field.
fn is_like_a_number(text: &str) -> bool {
    text.len() <= 12 && text.bytes().all(|b| b.is_ascii_digit() || b"+-.,".contains(&b))
}

/// Parses at most five digits without a sign, 1 to 65535.
fn number(text: &str) -> Option<u16> {
    let digits = text.len() <= 5 && text.bytes().all(|b| b.is_ascii_digit());
    if digits { text.parse().ok().filter(|&port| port > 0) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(typed: &str, port: Option<u16>, slugs: &[&str], fix: Option<&str>) {
        let mut findings = Vec::new();
        assert_eq!(parse(typed, &mut findings), port, "{typed}");
        assert_eq!(findings.iter().map(|it| it.about.slug).collect::<Vec<_>>(), slugs, "{typed}");
        assert_eq!(findings.iter().find_map(|it| it.fix.as_ref()).and_then(|it| it.port.as_deref()), fix, "{typed}");
    }

    #[test]
    fn ports_are_parsed_strictly() {
        check("587", Some(587), &[], None);
        check("587 ", Some(587), &["address-extra-space"], Some("587"));
        check("", None, &["port-blank"], None);
        check("５８７", None, &["port-invalid"], Some("587"));
        for typed in ["0", "65536", "-1", "+587", "587.0", "five", "587/tls", "\0", "1e3", &"9".repeat(1_000_000)] {
            check(typed, None, &["port-invalid"], None);
        }
    }
}
