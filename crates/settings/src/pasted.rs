//! URLs, DSNs and `host:port` that users paste into the server field.

use smtp_doctor_catalogue::Finding;
use smtp_doctor_catalogue::entries::SERVER_MALFORMED;
use smtp_doctor_model::Field;
use smtp_doctor_model::Security;
use smtp_doctor_model::SettingsPatch;

use crate::host_name::ip;
use crate::host_name::name;
use crate::provider;
use crate::text;

/// The parts of a URL, a DSN or `host:port` in the server field, without the password.
struct Pasted<'a> {
    /// A scheme from [`SCHEMES`]. Other text might be part of a password.
    scheme: Option<&'static str>,
    username: Option<&'a str>,
    has_password: bool,
    host: &'a str,
    port: Option<&'a str>,
}

/// The schemes that a finding may repeat.
const SCHEMES: [&str; 11] =
    ["smtps", "smtp", "submissions", "submission", "ssl", "tls", "https", "http", "imaps", "imap", "mailto"];

impl<'a> Pasted<'a> {
    /// Returns `None` if `typed` is only a host, well-formed or not.
    fn parse(typed: &'a str) -> Option<Self> {
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

    /// Whether `host` is a valid host.
    fn has_host(&self) -> bool {
        ip(self.host).is_some() || name(self.host).is_ok()
    }

    /// Says what to enter instead. Repeats nothing that may be a secret.
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
        // Of the characters that a URL must encode (RFC 3986 §2.1), addresses have the `@`.
        patch.username = self.username.map(|it| it.replace("%40", "@"));
        finding.fixed_by(patch)
    }
}

/// Splits off the user information of a URL (RFC 3986 §3.2.1). An unencoded slash in a password does not end it; a slash
/// after a host and its port does.
fn user_information(rest: &str) -> Option<(&str, &str)> {
    let authority = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    if let Some((before, _)) = authority.rsplit_once('@') {
        return Some((before, &rest[before.len() + 1..]));
    }
    let (_, port) = authority.split_once(':')?;
    if port.bytes().all(|b| b.is_ascii_digit()) { None } else { rest.rsplit_once('@') }
}

/// Reports URLs, `host:port` and e-mail addresses, which contain a host but are not one.
pub(crate) fn check_pasted(typed: &str) -> Option<Finding> {
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
    Pasted::parse(typed).map(|it| it.finding())
}

/// The host inside the typed text, if there is one.
pub(crate) fn embedded_host(typed: &str) -> Option<String> {
    let cleaned = text::cleaned(typed);
    Pasted::parse(&cleaned).filter(Pasted::has_host).map(|it| it.host.to_ascii_lowercase())
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
