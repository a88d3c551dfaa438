//! The server address: a host name or an IP address, and what people type instead.

use std::fmt;
use std::net::IpAddr;

use smtp_doctor_catalogue::Finding;
use smtp_doctor_catalogue::entries::*;
use smtp_doctor_model::Field;
use smtp_doctor_model::Security;
use smtp_doctor_model::SettingsPatch;
use smtp_doctor_model::Span;

use crate::provider;
use crate::provider::Provider;
use crate::text;
use crate::typo;

/// A server address that passed the parser: an ASCII host name in lower case without a final dot, or an IP address.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Host {
    /// An IP address; its certificate rarely fits.
    Ip(IpAddr),
    /// A host name (RFC 1123 §2.1, international names as A-labels).
    Name(String),
}

impl Host {
    /// Reads a host that is nothing but a host: a name or an IP address.
    pub fn parse(text: &str) -> Option<Self> {
        ip(text).map(Self::Ip).or_else(|| name(text).ok().map(Self::Name))
    }
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(name) => f.write_str(name),
            Self::Ip(ip) => ip.fmt(f),
        }
    }
}

/// The longest host name (RFC 1035 §2.3.4), without the final dot.
const MAX_NAME: usize = 253;
/// The longest label of a host name (RFC 1035 §2.3.4).
const MAX_LABEL: usize = 63;

/// Reads the server field: the host, and the known service that it belongs to. A host may come with warnings; without a
/// host there is an error.
pub(crate) fn parse(typed: &str, findings: &mut Vec<Finding>) -> Option<(Host, Option<&'static Provider>)> {
    let trimmed = typed.trim_matches(text::BLANKS);
    if trimmed.is_empty() {
        findings.push(Finding::error(&SERVER_BLANK).at(Field::Server));
        return None;
    }
    if let Some((at, c)) = text::first_invisible(trimmed) {
        let start = text::offset(typed, trimmed) + at;
        let mut finding = Finding::error(&ADDRESS_INVISIBLE_CHARACTER)
            .at(Field::Server)
            .spanning(Span::of_bytes(typed, start, start + c.len_utf8()))
            .saying(format!("The server address contains {}.", text::name_of(c)));
        let cleaned = text::cleaned(trimmed);
        finding.fix = if ip(&cleaned).is_some() || name(&cleaned).is_ok() {
            Some(SettingsPatch::text(Field::Server, cleaned))
        } else {
            more_than_a_host(&cleaned).and_then(|it| it.fix)
        };
        findings.push(finding);
        return None;
    }
    if let Some(finding) = more_than_a_host(trimmed) {
        findings.push(finding.at(Field::Server));
        return None;
    }
    if trimmed.len() != typed.len() {
        findings.push(
            Finding::warning(&ADDRESS_EXTRA_SPACE)
                .at(Field::Server)
                .saying("The server address begins or ends with a space or line break.")
                .fixed_by(SettingsPatch::text(Field::Server, trimmed)),
        );
    }
    if let Some(ip) = ip(trimmed) {
        findings.push(
            Finding::warning(&SERVER_IS_IP)
                .at(Field::Server)
                .saying("A certificate is made out to a name, so the check of the server's identity usually fails for an IP address."),
        );
        return Some((Host::Ip(ip), None));
    }
    match name(trimmed) {
        Ok(name) => {
            let provider = provider::by_host(&name);
            if provider.is_none() {
                look_at_name(&name, trimmed, findings);
            }
            Some((Host::Name(name), provider))
        }
        Err(why) => {
            let finding = Finding::error(&SERVER_MALFORMED).at(Field::Server).saying(why);
            findings.push(match meant(trimmed) {
                Some(meant) => finding.fixed_by(SettingsPatch::text(Field::Server, meant)),
                None => finding,
            });
            None
        }
    }
}

/// An IP address, with or without the brackets of a URL.
fn ip(text: &str) -> Option<IpAddr> {
    // Nearly all are names, which is seen at once.
    if !text.bytes().all(|b| b.is_ascii_hexdigit() || matches!(b, b'.' | b':' | b'[' | b']')) {
        return None;
    }
    let bare = text.strip_prefix('[').and_then(|it| it.strip_suffix(']')).unwrap_or(text);
    bare.parse().ok()
}

/// A host name as it is looked up, or why it is none, in a sentence.
pub fn name(text: &str) -> Result<String, String> {
    let rooted = text.strip_suffix('.').unwrap_or(text);
    if rooted.len() > 4 * MAX_NAME {
        return Err(format!("A host name has at most {MAX_NAME} characters; this one has {}.", text.chars().count()));
    }
    let ascii = if rooted.is_ascii() { rooted.to_ascii_lowercase() } else { a_labels(rooted)? };
    let mut last: &[u8] = &[];
    for label in ascii.as_bytes().split(|&b| b == b'.') {
        check_label(label)?;
        last = label;
    }
    if ascii.len() > MAX_NAME {
        return Err(format!("A host name has at most {MAX_NAME} characters; this one has {}.", ascii.len()));
    }
    if last.iter().all(u8::is_ascii_digit) || last.starts_with(b"0x") {
        return Err("It ends in a number, so it is neither a host name nor a complete IP address.".to_owned());
    }
    Ok(ascii)
}

/// What stands between dots.
fn check_label(label: &[u8]) -> Result<(), String> {
    let ([first, ..], [.., last]) = (label, label) else {
        return Err("A dot stands at the beginning of the name, or two dots follow each other.".to_owned());
    };
    if label.len() > MAX_LABEL {
        return Err(too_long());
    }
    if *first == b'-' || *last == b'-' {
        return Err("A part of the name begins or ends with a hyphen.".to_owned());
    }
    if let Some(&b) = label.iter().find(|b| !(b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))) {
        return Err(not_allowed(char::from(b)));
    }
    Ok(())
}

/// The characters of a label are not repeated, except for the one that is wrong: a password may have been typed here.
fn not_allowed(c: char) -> String {
    format!("{} is not allowed in a host name.", text::quote(c.encode_utf8(&mut [0; 4])))
}

fn too_long() -> String {
    format!("Each part between dots has at most {MAX_LABEL} characters.")
}

/// An international name with all its labels in ASCII.
fn a_labels(name: &str) -> Result<String, String> {
    let label = |it: &str| if it.is_ascii() { Ok(it.to_ascii_lowercase()) } else { a_label(it) };
    Ok(name.split('.').map(label).collect::<Result<Vec<_>, _>>()?.join("."))
}

/// An international label as its A-label (RFC 5890 §2.3.2.1): lower case, then Punycode.
///
/// The full mapping of UTS 46 is left out on purpose: its tables would be the largest part of the page. What is
/// typed in practice is mapped by lower-casing; full-width look-alikes are reported and mended instead.
fn a_label(label: &str) -> Result<String, String> {
    if let Some(c) =
        label.chars().find(|&c| text::plain(c).is_some() || !(c.is_ascii() || c.is_alphanumeric() || is_mark(c)))
    {
        return Err(not_allowed(c));
    }
    if label.chars().any(|c| matches!(c, '\u{300}'..='\u{36f}')) {
        return Err("An accent is stored apart from its letter: type the letter again.".to_owned());
    }
    let lower = label.to_lowercase();
    idna::punycode::encode_str(&lower).map(|code| format!("xn--{code}")).ok_or_else(too_long)
}

/// Combining marks that scripts need inside words; the ranges in use by registries of the large scripts.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{487}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}'
        | '\u{64b}'..='\u{65f}' | '\u{900}'..='\u{d7f}' | '\u{e31}'..='\u{e4e}' | '\u{3099}' | '\u{309a}' | '\u{30fb}' | '\u{b7}')
}

/// The name that is left without look-alikes, without quotation marks, brackets and punctuation around it, and with
/// dots for commas.
fn meant(typed: &str) -> Option<String> {
    let cleaned = text::cleaned(typed);
    let around = |c: char| "\"'`<>()[]{},;:\u{ab}\u{bb}\u{2018}\u{2019}\u{201a}\u{201c}\u{201d}\u{201e}".contains(c);
    let bare = cleaned.trim_matches(around).replace(',', ".");
    (bare != typed && name(&bare).is_ok()).then_some(bare)
}

/// A URL, a DSN or `host:port` in the server field, taken apart. It never holds the password.
struct Pasted<'a> {
    /// Only the names of schemes that people paste: anything else might be part of a password.
    scheme: Option<&'static str>,
    username: Option<&'a str>,
    has_password: bool,
    host: &'a str,
    port: Option<&'a str>,
}

/// The schemes that are named back to the reader.
const SCHEMES: [&str; 11] =
    ["smtps", "smtp", "submissions", "submission", "ssl", "tls", "https", "http", "imaps", "imap", "mailto"];

impl<'a> Pasted<'a> {
    /// None if `typed` is nothing but a host, well-formed or not.
    fn read(typed: &'a str) -> Option<Self> {
        if !typed.bytes().any(|b| matches!(b, b'/' | b'?' | b'#' | b'@' | b':' | b' ' | b',')) {
            return None;
        }
        let (scheme, rest) = match typed.split_once(":/") {
            Some((scheme, rest)) => (Some(scheme), rest.trim_start_matches(['/', ' '])),
            None => (None, typed),
        };
        let (user_information, rest) = match user_information(rest) {
            Some((before, behind)) => (Some(before), behind),
            None => (None, rest),
        };
        let authority = rest.split(['/', '?', '#']).next().unwrap_or(rest);
        let (host, port) = split_port(authority);
        let nothing_around = scheme.is_none() && user_information.is_none() && port.is_none();
        if nothing_around && authority == typed && !host.contains(' ') {
            return None;
        }
        let (username, password) = match user_information {
            Some(it) => it.split_once(':').map_or((Some(it), None), |(name, password)| (Some(name), Some(password))),
            None => (None, None),
        };
        Some(Self {
            scheme: scheme.and_then(|it| SCHEMES.into_iter().find(|known| it.eq_ignore_ascii_case(known))),
            username: username.filter(|it| !it.is_empty()),
            has_password: password.is_some_and(|it| !it.is_empty()),
            host,
            port,
        })
    }

    /// Whether `host` can be one.
    fn has_host(&self) -> bool {
        ip(self.host).is_some() || name(self.host).is_ok()
    }

    /// What to enter instead, without repeating what may be a secret.
    fn finding(&self) -> Finding {
        let mut detail = match (self.scheme, self.port) {
            (Some(scheme), _) => format!("Enter only the host name here, without \u{201c}{scheme}://\u{201d}."),
            (None, Some(port)) => format!("Enter port {port} in the Port field."),
            (None, None) => "Enter only the host name here.".to_owned(),
        };
        if self.has_password {
            detail.push_str(" The password in it was not kept. Type it into the Password field.");
        }
        let finding = Finding::error(&SERVER_MALFORMED).saying(detail);
        if !self.has_host() {
            return finding;
        }
        let mut patch = SettingsPatch::text(Field::Server, self.host);
        patch.port = self.port.filter(|it| it.parse::<u16>().is_ok_and(|it| it > 0)).map(str::to_owned);
        if matches!(self.scheme, Some("smtps" | "submissions" | "ssl")) {
            patch.security = Some(Security::ImplicitTls);
        }
        patch.username = self.username.map(percent_decoded);
        finding.fixed_by(patch)
    }
}

/// The user information of a URL (RFC 3986 §3.2.1) and what stands behind it. A slash in a password, which a URL would
/// have to encode, does not end it; a slash behind a host and its port does.
fn user_information(rest: &str) -> Option<(&str, &str)> {
    let authority = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    if let Some((before, _)) = authority.rsplit_once('@') {
        return Some((before, &rest[before.len() + 1..]));
    }
    let (_, port) = authority.split_once(':')?;
    if port.bytes().all(|b| b.is_ascii_digit()) { None } else { rest.rsplit_once('@') }
}

/// The text with its `%40` and the like read (RFC 3986 §2.1); as it stands if they are no text.
fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let digits = tail.get(..2).and_then(|it| str::from_utf8(it).ok());
        match digits.and_then(|it| u8::from_str_radix(it, 16).ok()).filter(|_| first == b'%') {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => {
                bytes.push(first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// URLs, `host:port`, addresses: something that contains a host but is not one.
fn more_than_a_host(typed: &str) -> Option<Finding> {
    let is_url = typed.contains(":/");
    if let Some((local, domain)) = typed.rsplit_once('@').filter(|it| !is_url && !it.0.contains(':')) {
        let detail = "This is an e-mail address. Enter the outgoing mail server here instead.";
        let finding = Finding::error(&SERVER_MALFORMED).saying(detail);
        let known = provider::by_domain(&domain.to_ascii_lowercase()).and_then(|it| it.hosts.first());
        let host = match known {
            Some(host) => *host,
            None if local.starts_with("smtp") && name(domain).is_ok() => domain,
            None => return Some(finding),
        };
        return Some(finding.fixed_by(SettingsPatch::text(Field::Server, host)));
    }
    Pasted::read(typed).map(|it| it.finding())
}

/// The host inside of what was typed, if there is one.
pub(crate) fn inside(typed: &str) -> Option<String> {
    let cleaned = text::cleaned(typed);
    Pasted::read(&cleaned).filter(Pasted::has_host).map(|it| it.host.to_ascii_lowercase())
}

/// `host:port`, `[v6]:port` or `host port`.
fn split_port(authority: &str) -> (&str, Option<&str>) {
    if ip(authority).is_some() {
        return (authority, None);
    }
    let split =
        authority.rsplit_once([':', ' ', ',']).map(|(host, port)| (host.trim_end_matches([':', ' ', ',']), port));
    match split {
        Some((host, port)) if !port.is_empty() && port.len() <= 5 && port.bytes().all(|b| b.is_ascii_digit()) => {
            (host, Some(port))
        }
        _ => (authority.trim_end_matches(':'), None),
    }
}

/// Names that are well-formed and of no known service, but hardly a submission server.
fn look_at_name(name: &str, typed: &str, findings: &mut Vec<Finding>) {
    let finding = if let Some(known) = typo::of_host(name) {
        Finding::warning(&SERVER_UNKNOWN_PROVIDER_TYPO)
            .saying(format!("Did you mean {}?", text::quote(known)))
            .fixed_by(SettingsPatch::text(Field::Server, known))
    } else if let Some((label, rest)) = name.split_once('.')
        && WRONG_SERVICES.contains(&label)
    {
        let finding = Finding::warning(&SERVER_WRONG_SERVICE)
            .saying(format!("{} names a server for reading mail, not for sending it.", text::quote(typed)));
        let candidate = format!("smtp.{rest}");
        if provider::by_host(&candidate).is_some() {
            finding.fixed_by(SettingsPatch::text(Field::Server, candidate))
        } else {
            finding
        }
    } else if !name.contains('.') {
        Finding::warning(&SERVER_LOCAL_NAME)
            .saying(format!("{} means something only on one machine or inside one network.", text::quote(typed)))
    } else if name.contains('_') {
        Finding::warning(&SERVER_MALFORMED)
            .saying("An underscore is not allowed in a host name, although some servers resolve it.")
    } else {
        return;
    };
    findings.push(finding.at(Field::Server));
}

/// First labels under which mail is read.
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
            assert_eq!(inside(typed.trim()).as_deref(), Some(host));
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
    fn what_people_type_instead_of_a_name_is_mended() {
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
    fn ill_formed_names_are_errors() {
        for typed in [
            ".example.com",
            "a..example.com",
            "-a.example.com",
            "a-.example.com",
            "1.2.3",
            "192.0x00A80001",
            "ex!ample.com",
            "😀.com",
            "*.example.com",
        ] {
            check(typed, None, &["server-malformed"], None);
        }
        check(&"a".repeat(64), None, &["server-malformed"], None);
        check(&"a.".repeat(500_000), None, &["server-malformed"], None);
    }

    #[test]
    fn odd_names_are_warnings() {
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
