//! The rows, by kind of service. A value that no source gives stays at what [`service`] sets.

mod common;
mod hosting;
mod mailbox;
mod regional;
mod sending;

use crate::provider::row::{Provider, ProviderGroup};

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
