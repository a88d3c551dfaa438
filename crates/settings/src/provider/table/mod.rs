//! The rows, by kind of service. A value that no source gives stays at what [`service`] sets.

mod hosting;
mod mailbox;
mod regional;
mod sending;

use super::{PasswordKind, Provider, ProviderEndpoint, ProviderGroup, UsernameForm};
use smtp_doctor_model::Security;

/// All rows, by kind of service. No host and no domain is in two rows.
pub(super) static TABLES: &[ProviderGroup] = &[
    ProviderGroup { label: "Mailboxes", providers: mailbox::ROWS },
    ProviderGroup { label: "National mailboxes", providers: regional::ROWS },
    ProviderGroup { label: "Hosting", providers: hosting::ROWS },
    ProviderGroup { label: "Sending services", providers: sending::ROWS },
];

const ROWS: [&[Provider]; 4] = [mailbox::ROWS, regional::ROWS, hosting::ROWS, sending::ROWS];

/// The domains of all rows, gathered while compiling: who needs nothing else of the rows does not carry them.
pub(super) static DOMAINS: [&str; domains()] = gathered();

const fn domains() -> usize {
    let (mut count, mut table) = (0, 0);
    while table < ROWS.len() {
        let mut row = 0;
        while row < ROWS[table].len() {
            count += ROWS[table][row].domains.len();
            row += 1;
        }
        table += 1;
    }
    count
}

const fn gathered<const N: usize>() -> [&'static str; N] {
    let mut gathered = [""; N];
    let (mut count, mut table) = (0, 0);
    while table < ROWS.len() {
        let mut row = 0;
        while row < ROWS[table].len() {
            let domains = ROWS[table][row].domains;
            let mut at = 0;
            while at < domains.len() {
                gathered[count] = domains[at];
                count += 1;
                at += 1;
            }
            row += 1;
        }
        table += 1;
    }
    gathered
}

/// The day on which the sources were read.
const CHECKED: &str = "2026-11-01";

/// Implicit TLS on 465 only.
const TLS: &[ProviderEndpoint] = &[implicit(465)];

/// STARTTLS on 587 only.
const STARTTLS: &[ProviderEndpoint] = &[starttls(587)];

/// Implicit TLS on 465, STARTTLS on 587.
const BOTH: &[ProviderEndpoint] = &[implicit(465), starttls(587)];

/// The same two, where the source puts 587 first.
const STARTTLS_FIRST: &[ProviderEndpoint] = &[starttls(587), implicit(465)];

/// The usual two, and STARTTLS on 25.
const BOTH_AND_25: &[ProviderEndpoint] = &[implicit(465), starttls(587), starttls(25)];

/// What most sending services offer: STARTTLS on 587, 2525 and 25, implicit TLS on 465.
const RELAY: &[ProviderEndpoint] = &[starttls(587), starttls(2525), starttls(25), implicit(465)];

/// STARTTLS on 587 and 2525.
const STARTTLS_2525: &[ProviderEndpoint] = &[starttls(587), starttls(2525)];

/// STARTTLS on 587 and 25.
const STARTTLS_25: &[ProviderEndpoint] = &[starttls(587), starttls(25)];

/// A row's source. A build without texts does without it, too: no finding shows it.
const fn cited(source: &'static str) -> &'static str {
    if cfg!(feature = "texts") { source } else { "" }
}

/// A row with what every row has; the rest is what holds where nothing else is known.
const fn service(
    id: &'static str,
    name: &'static str,
    hosts: &'static [&'static str],
    endpoints: &'static [ProviderEndpoint],
) -> Provider {
    Provider {
        id,
        name,
        cloud: None,
        hosts,
        domains: &[],
        endpoints,
        closed_ports: &[],
        username: UsernameForm::Any,
        password: PasswordKind::Account,
        oauth: false,
        note: "",
        source: "",
        checked: CHECKED,
    }
}

/// Implicit TLS on this port.
const fn implicit(port: u16) -> ProviderEndpoint {
    ProviderEndpoint { port, security: Security::ImplicitTls }
}

/// STARTTLS on this port.
const fn starttls(port: u16) -> ProviderEndpoint {
    ProviderEndpoint { port, security: Security::Starttls }
}

/// No encryption on this port.
const fn plain(port: u16) -> ProviderEndpoint {
    ProviderEndpoint { port, security: Security::None }
}
