//! The rows, by kind of service. [`service`] sets the values that no source states.

mod common;
mod hosting;
mod mailbox;
mod regional;
mod sending;

use crate::provider::row::{Provider, ProviderGroup};

/// All rows, by kind of service. Each host and each domain is in one row only.
pub(super) static TABLES: &[ProviderGroup] = &[
    ProviderGroup { label: "Mailboxes", providers: mailbox::ROWS },
    ProviderGroup { label: "National mailboxes", providers: regional::ROWS },
    ProviderGroup { label: "Hosting", providers: hosting::ROWS },
    ProviderGroup { label: "Sending services", providers: sending::ROWS },
];

const ROWS: [&[Provider]; 4] = [mailbox::ROWS, regional::ROWS, hosting::ROWS, sending::ROWS];

/// The domains of all rows, collected at compile time, so that code that needs only the domains does not link the rows.
pub(super) static DOMAINS: [&str; count_domains()] = collect_domains();

const fn count_domains() -> usize {
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

const fn collect_domains<const N: usize>() -> [&'static str; N] {
    let mut collected = [""; N];
    let (mut count, mut table) = (0, 0);
    while table < ROWS.len() {
        let mut row = 0;
        while row < ROWS[table].len() {
            let domains = ROWS[table][row].domains;
            let mut at = 0;
            while at < domains.len() {
                collected[count] = domains[at];
                count += 1;
                at += 1;
            }
            row += 1;
        }
        table += 1;
    }
    collected
}
