//! The server address: a host name or an IP address, and what people type instead.

use smtp_doctor_catalogue::Finding;
use smtp_doctor_catalogue::entries::*;
use smtp_doctor_model::Field;
use smtp_doctor_model::SettingsPatch;
use smtp_doctor_model::Span;

use crate::host_name::Host;
use crate::host_name::ip;
use crate::host_name::name;
use crate::pasted::check_pasted;
use crate::provider;
use crate::provider::Provider;
use crate::text;
use crate::typo;

/// Parses the server field: the host, and the known service that it belongs to. Adds an error if there is no host;
/// otherwise it may add warnings.
pub(crate) fn parse(typed: &str, findings: &mut Vec<Finding>) -> Option<(Host, Option<&'static Provider>)> {
    let trimmed = typed.trim_matches(text::BLANKS);
    if trimmed.is_empty() {
        findings.push(Finding::error(&SERVER_BLANK).at(Field::Server));
        return None;
    }
    if let Some((at, c)) = text::first_invisible(trimmed).filter(|_| !has_joiners_only(trimmed)) {
        let start = text::offset(typed, trimmed) + at;
        let mut finding = Finding::error(&ADDRESS_INVISIBLE_CHARACTER)
            .at(Field::Server)
            .spanning(Span::of_bytes(typed, start, start + c.len_utf8()))
            .saying(format!("The server address contains {}.", text::character_name(c)));
        let cleaned = text::cleaned(trimmed);
        finding.fix = if ip(&cleaned).is_some() || name(&cleaned).is_ok() {
            Some(SettingsPatch::text(Field::Server, cleaned))
        } else {
            check_pasted(&cleaned).and_then(|it| it.fix)
        };
        findings.push(finding);
        return None;
    }
    if let Some(finding) = check_pasted(trimmed) {
        findings.push(finding.at(Field::Server));
        return None;
    }
    if trimmed.len() != typed.len() {
        findings.push(
            Finding::warning(&ADDRESS_EXTRA_SPACE)
                .at(Field::Server)
                .saying("The server address starts or ends with a space or line break.")
                .fixed_by(SettingsPatch::text(Field::Server, trimmed)),
        );
    }
    if let Some(ip) = ip(trimmed) {
        findings.push(
            Finding::warning(&SERVER_IS_IP)
                .at(Field::Server)
                .saying("Certificates are issued for host names, so the identity check usually fails for an IP address. Enter the host name instead."),
        );
        return Some((Host::Ip(ip), None));
    }
    match name(trimmed) {
        Ok(name) => {
            let provider = provider::by_host(&name);
            if provider.is_none() {
                check_name(&name, trimmed, findings);
            }
            Some((Host::Name(name), provider))
        }
        Err(why) => {
            let finding = Finding::error(&SERVER_MALFORMED).at(Field::Server).saying(why.to_string());
            findings.push(match corrected(trimmed) {
                Some(meant) => finding.fixed_by(SettingsPatch::text(Field::Server, meant)),
                None => finding,
            });
            None
        }
    }
}

/// Whether a name is valid and its only invisible characters are joiners. Some scripts need them: without joiners it would
/// be a different name.
pub(crate) fn has_joiners_only(typed: &str) -> bool {
    let (joiners, letters): (Vec<_>, Vec<_>) = typed.chars().partition(|c| text::is_joiner(*c));
    let international = letters.iter().any(|it| !it.is_ascii()) && !letters.iter().any(|it| text::is_invisible(*it));
    !joiners.is_empty() && international && name(typed).is_ok()
}

/// The name with typical slips corrected: look-alike characters, quotation marks, brackets and punctuation around it,
/// commas instead of dots.
fn corrected(typed: &str) -> Option<String> {
    let cleaned = text::cleaned(typed);
    let around = |c: char| "\"'`<>()[]{},;:\u{ab}\u{bb}\u{2018}\u{2019}\u{201a}\u{201c}\u{201d}\u{201e}".contains(c);
    let bare = cleaned.trim_matches(around).replace(',', ".");
    (bare != typed && name(&bare).is_ok()).then_some(bare)
}

/// Warns about well-formed names outside the known services that are unlikely to be a submission server.
fn check_name(name: &str, typed: &str, findings: &mut Vec<Finding>) {
    let finding = if let Some(known) = typo::suggest_host(name) {
        Finding::warning(&SERVER_UNKNOWN_PROVIDER_TYPO)
            .saying(format!("Did you mean {}?", text::quote(known)))
            .fixed_by(SettingsPatch::text(Field::Server, known))
    } else if let Some((label, rest)) = name.split_once('.')
        && WRONG_SERVICES.contains(&label)
    {
        let finding = Finding::warning(&SERVER_WRONG_SERVICE).saying(format!(
            "{} is a server for reading mail. Enter the server for sending mail (SMTP).",
            text::quote(typed)
        ));
        let candidate = format!("smtp.{rest}");
        if provider::by_host(&candidate).is_some() {
            finding.fixed_by(SettingsPatch::text(Field::Server, candidate))
        } else {
            finding
        }
    } else if !name.contains('.') {
        Finding::warning(&SERVER_LOCAL_NAME)
            .saying(format!("{} works only on one machine or inside one network.", text::quote(typed)))
    } else if name.contains('_') {
        Finding::warning(&SERVER_MALFORMED)
            .saying("Host names must not contain underscores, although some DNS servers resolve them.")
    } else {
        return;
    };
    findings.push(finding.at(Field::Server));
}

/// First labels of servers for reading mail.
const WRONG_SERVICES: &[&str] =
    &["imap", "imaps", "imap4", "mailbox-imap", "pop", "pop3", "pops", "webmail", "owa", "www"];

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(typed: &str, host: Option<&str>, slugs: &[&str], fix: Option<&str>) {
        let mut findings = Vec::new();
        let parsed = parse(typed, &mut findings);
        assert_eq!(parsed.map(|it| it.0.to_string()).as_deref(), host, "{typed}: {findings:?}");
        assert_eq!(findings.iter().map(|it| it.about.slug).collect::<Vec<_>>(), slugs, "{typed}");
        let fixed = findings.iter().find_map(|it| it.fix.as_ref()).and_then(|it| it.server.as_deref());
        assert_eq!(fixed, fix, "{typed}");
    }

    #[test]
    fn a_plain_name_has_no_findings() {
        check("mail.example.com", Some("mail.example.com"), &[], None);
        check("SMTP.Office365.com.", Some("smtp.office365.com"), &[], None);
        check("xn--bcher-kva.example", Some("xn--bcher-kva.example"), &[], None);
        check("bücher.example", Some("xn--bcher-kva.example"), &[], None);
    }

    #[test]
    fn a_password_in_the_server_field_is_not_repeated() {
        for (typed, host, username) in [
            ("smtps://user:canary@mail.example.com:465", "mail.example.com", "user"),
            ("smtp://user%40example.com:canary@mail.example.com", "mail.example.com", "user@example.com"),
            ("smtp://user:can/canary#?@mail.example.com:587/x", "mail.example.com", "user"),
            ("smtp://user:canary@canary@mail.example.com", "mail.example.com", "user"),
            ("user:canary@mail.example.com:465", "mail.example.com", "user"),
            ("user@example.com:canary@mail.example.com", "mail.example.com", "user@example.com"),
            (" smtp://:canary@192.0.2.1", "192.0.2.1", ""),
            ("\u{200b}smtp://user:canary@mail.example.com", "mail.example.com", "user"),
        ] {
            let mut findings = Vec::new();
            assert!(parse(typed, &mut findings).is_none(), "{typed}");
            let shown = format!("{findings:?}");
            assert!(!shown.contains("canary"), "{typed}: {shown}");
            let fix = findings.iter().find_map(|it| it.fix.as_ref()).unwrap();
            assert_eq!(fix.server.as_deref(), Some(host), "{typed}");
            assert_eq!(fix.username.as_deref().unwrap_or_default(), username, "{typed}");
            assert_eq!(crate::pasted::embedded_host(typed.trim()).as_deref(), Some(host));
        }
        for typed in [
            "canary!",
            "-canary",
            "canary:/x",
            "smtp://user:canary",
            "can ary#@",
            "canary,",
            "canary@x:y z",
            ":canary@",
        ] {
            let mut findings = Vec::new();
            parse(typed, &mut findings);
            let shown: String = findings.iter().map(|it| &*it.detail).collect();
            assert!(!shown.contains("canary"), "{typed}: {shown}");
        }
    }

    #[test]
    fn common_slips_get_a_fix() {
        check("", None, &["server-blank"], None);
        check("  \t", None, &["server-blank"], None);
        check(" smtp.gmail.com ", Some("smtp.gmail.com"), &["address-extra-space"], Some("smtp.gmail.com"));
        check("\u{200b}smtp.gmail.com", None, &["address-invisible-character"], Some("smtp.gmail.com"));
        check("smtp.gmail.com\u{a0}", None, &["address-invisible-character"], Some("smtp.gmail.com"));
        check("smtp.exa\0mple.com", None, &["address-invisible-character"], Some("smtp.example.com"));
        check("smtp://mail.example.com:587", None, &["server-malformed"], Some("mail.example.com"));
        check("smtps://mail.example.com/", None, &["server-malformed"], Some("mail.example.com"));
        check("mail.example.com:587", None, &["server-malformed"], Some("mail.example.com"));
        check("mail.example.com 587", None, &["server-malformed"], Some("mail.example.com"));
        check("https:/mail.example.com", None, &["server-malformed"], Some("mail.example.com"));
        check("mail.example.com\t587", None, &["address-invisible-character"], Some("mail.example.com"));
        check(" mail.example.com:99999", None, &["server-malformed"], Some("mail.example.com"));
        check("[2001:db8::1]:587", None, &["server-malformed"], Some("[2001:db8::1]"));
        check("user@gmail.com", None, &["server-malformed"], Some("smtp.gmail.com"));
        check("user@example.com", None, &["server-malformed"], None);
        for typed in [
            "\"smtp.gmail.com\"",
            "<smtp.gmail.com>",
            "\u{201c}smtp.gmail.com\u{201d}",
            "smtp.gmail,com",
            "smtp.gmail.com,",
        ] {
            check(typed, None, &["server-malformed"], Some("smtp.gmail.com"));
        }
        check("ｓｍｔｐ.gmail.com", None, &["server-malformed"], Some("smtp.gmail.com"));
    }

    #[test]
    fn malformed_names_are_errors() {
        for typed in [
            ".example.com",
            "a..example.com",
            "-a.example.com",
            "a-.example.com",
            "1.2.3",
            "192.0x00A80001",
            "ex!ample.com",
            "ex!ämple.com",
            "*.example.com",
        ] {
            check(typed, None, &["server-malformed"], None);
        }
        check(&"a".repeat(64), None, &["server-malformed"], None);
        check(&"a.".repeat(500_000), None, &["server-malformed"], None);
    }

    #[test]
    fn international_names_are_mapped() {
        check("ΒΌΛΟΣ.com", Some("xn--nxasmq6b.com"), &[], None);
        check("bu\u{308}cher.example", Some("xn--bcher-kva.example"), &[], None);
        check("נa.example", None, &["server-malformed"], None);
        // A joiner is part of a Persian name, but a slip in an English one.
        check("\u{646}\u{627}\u{645}\u{647}\u{200c}\u{627}\u{6cc}.com", Some("xn--mgba3gch31f060k.com"), &[], None);
        check("smtp\u{200d}.gmail.com", None, &["address-invisible-character"], Some("smtp.gmail.com"));
    }

    #[test]
    fn unusual_names_are_warnings() {
        check("203.0.113.7", Some("203.0.113.7"), &["server-is-ip"], None);
        check("[2001:db8::1]", Some("2001:db8::1"), &["server-is-ip"], None);
        check("localhost", Some("localhost"), &["server-local-name"], None);
        check("smtp_relay.example.com", Some("smtp_relay.example.com"), &["server-malformed"], None);
        check("imap.gmail.com", Some("imap.gmail.com"), &["server-wrong-service"], Some("smtp.gmail.com"));
        check("webmail.example.com", Some("webmail.example.com"), &["server-wrong-service"], None);
        check("smtp.gmial.com", Some("smtp.gmial.com"), &["server-unknown-provider-typo"], Some("smtp.gmail.com"));
        check(
            "smtp.ofice365.com",
            Some("smtp.ofice365.com"),
            &["server-unknown-provider-typo"],
            Some("smtp.office365.com"),
        );
    }
}
