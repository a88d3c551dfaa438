//! Did you mean ...? Misspelt mail domains and server names.
//!
//! A suggestion is made only if exactly one well-known name is near; a name that is itself real gets none.

use std::sync::OnceLock;

use crate::provider;

/// Domains that people misspell, because many have a mailbox there.
const POPULAR: &[&str] = &[
    "aol.com",
    "bellsouth.net",
    "comcast.net",
    "fastmail.com",
    "gmail.com",
    "googlemail.com",
    "hotmail.co.uk",
    "hotmail.com",
    "hotmail.de",
    "hotmail.fr",
    "hotmail.it",
    "icloud.com",
    "libero.it",
    "mailbox.org",
    "orange.fr",
    "outlook.com",
    "outlook.de",
    "outlook.fr",
    "posteo.de",
    "proton.me",
    "protonmail.com",
    "rocketmail.com",
    "sbcglobal.net",
    "t-online.de",
    "verizon.net",
    "virginmedia.com",
    "wanadoo.fr",
    "yahoo.ca",
    "yahoo.co.in",
    "yahoo.co.jp",
    "yahoo.co.uk",
    "yahoo.com",
    "yahoo.com.au",
    "yahoo.com.br",
    "yahoo.de",
    "yahoo.es",
    "yahoo.fr",
    "yahoo.it",
    "yandex.com",
    "yandex.ru",
    "zoho.com",
];

/// Domains with mail of their own that stand near a popular one: never a mistake.
const REAL: &[&str] = &[
    "abv.bg",
    "ail.com",
    "email.com",
    "email.cz",
    "email.it",
    "gmail.co.uk",
    "gmal.net",
    "gmx.com",
    "hey.com",
    "hot.com",
    "hotmail.be",
    "hotmail.ca",
    "hotmail.ch",
    "hotmail.cl",
    "hotmail.co.jp",
    "hotmail.co.nz",
    "hotmail.com.ar",
    "hotmail.com.au",
    "hotmail.com.br",
    "hotmail.com.tr",
    "hotmail.dk",
    "hotmail.es",
    "hotmail.fi",
    "hotmail.gr",
    "hotmail.nl",
    "hotmail.no",
    "hotmail.se",
    "look.com",
    "mail.com",
    "mail.de",
    "mail.ru",
    "mailbox.com",
    "orange.com",
    "orange.es",
    "orange.it",
    "orange.pl",
    "out.com",
    "outlook.at",
    "outlook.be",
    "outlook.cl",
    "outlook.co.id",
    "outlook.co.th",
    "outlook.com.ar",
    "outlook.com.au",
    "outlook.com.br",
    "outlook.cz",
    "outlook.dk",
    "outlook.es",
    "outlook.hu",
    "outlook.ie",
    "outlook.in",
    "outlook.it",
    "outlook.jp",
    "outlook.kr",
    "outlook.my",
    "outlook.ph",
    "outlook.pt",
    "outlook.sa",
    "outlook.sg",
    "outlook.sk",
    "pm.me",
    "posteo.net",
    "proton.ch",
    "protonmail.ch",
    "rocket.com",
    "t-online.hu",
    "tonline.de",
    "verizon.com",
    "virgin.com",
    "virginmedia.co.uk",
    "yahoo.at",
    "yahoo.be",
    "yahoo.cl",
    "yahoo.co",
    "yahoo.co.id",
    "yahoo.co.kr",
    "yahoo.co.nz",
    "yahoo.co.th",
    "yahoo.co.za",
    "yahoo.com.ar",
    "yahoo.com.cn",
    "yahoo.com.co",
    "yahoo.com.hk",
    "yahoo.com.mx",
    "yahoo.com.my",
    "yahoo.com.ph",
    "yahoo.com.sg",
    "yahoo.com.tr",
    "yahoo.com.tw",
    "yahoo.com.vn",
    "yahoo.cz",
    "yahoo.dk",
    "yahoo.fi",
    "yahoo.gr",
    "yahoo.hu",
    "yahoo.ie",
    "yahoo.in",
    "yahoo.jp",
    "yahoo.nl",
    "yahoo.no",
    "yahoo.pl",
    "yahoo.pt",
    "yahoo.ro",
    "yahoo.se",
    "yandex.by",
    "yandex.kz",
    "yandex.net",
    "yandex.ua",
    "ymail.com",
    "zoho.eu",
    "zoho.in",
    "zoho.jp",
];

/// The popular mail domain that `domain` (lower case) is probably a misspelling of.
pub(crate) fn of_domain(domain: &str) -> Option<&'static str> {
    static CANDIDATES: OnceLock<Vec<Vec<Candidate>>> = OnceLock::new();
    let candidates = CANDIDATES.get_or_init(|| by_length(POPULAR.iter().copied()));
    let near = nearest(domain, candidates)?;
    let real = REAL.binary_search(&domain).is_ok() || provider::is_mail_domain(domain);
    (!real).then_some(near)
}

/// The known submission server that `name` (lower case) is probably a misspelling of.
pub(crate) fn of_host(name: &str) -> Option<&'static str> {
    static CANDIDATES: OnceLock<Vec<Vec<Candidate>>> = OnceLock::new();
    let known =
        || provider::all().flat_map(|it| it.hosts.iter().copied()).filter(|it| it.len() >= 13 && !it.starts_with('*'));
    let candidates = CANDIDATES.get_or_init(|| by_length(known()));
    let near = nearest(name, candidates)?;
    // A domain that a service really uses, with an unknown first label, is a server that this table does not know, and
    // not a slip.
    let domain = without_first_label(name);
    (without_first_label(near) == domain || known().all(|it| without_first_label(it) != domain)).then_some(near)
}

fn without_first_label(name: &str) -> &str {
    name.split_once('.').map_or(name, |(_, rest)| rest)
}

/// The most edits that a slip takes.
const MOST: usize = 2;

/// A name that may be meant, with what tells quickly that it is not.
struct Candidate {
    name: &'static str,
    letters: u64,
    allowed: usize,
}

impl Candidate {
    /// None for names whose second-level label is so short that too many real names are one edit away.
    fn new(name: &'static str) -> Option<Self> {
        let allowed = match name.split('.').rev().nth(1).map_or(0, str::len) {
            0..=3 => return None,
            4..=5 => 1,
            _ => MOST,
        };
        Some(Self { name, letters: letters(name), allowed })
    }
}

/// The candidates of each length: only those of about the same length can be meant.
fn by_length(names: impl Iterator<Item = &'static str>) -> Vec<Vec<Candidate>> {
    let mut candidates: Vec<Vec<Candidate>> = Vec::new();
    for candidate in names.filter_map(Candidate::new) {
        let length = candidate.name.len();
        candidates.resize_with(candidates.len().max(length + 1), Vec::new);
        candidates[length].push(candidate);
    }
    candidates
}

/// Which letters, digits and marks occur: one bit each. An edit takes at most one of them away and adds at most one.
fn letters(text: &str) -> u64 {
    text.bytes().fold(0, |set, b| set | 1 << (b & 63))
}

/// Whether more than `limit` bits are set, which is one or two: not every processor has an instruction that counts bits.
fn more_than(limit: usize, mut bits: u64) -> bool {
    bits &= bits.wrapping_sub(1);
    if limit == MOST {
        bits &= bits.wrapping_sub(1);
    }
    bits != 0
}

/// The only nearest candidate within the edits that its length allows; none if `text` is one itself.
fn nearest(text: &str, candidates: &[Vec<Candidate>]) -> Option<&'static str> {
    if text.len() < 6 || text.len() > 64 {
        return None;
    }
    let ours = letters(text);
    let mut best: Option<(&'static str, usize)> = None;
    let mut tie = false;
    let about_as_long = candidates.iter().take(text.len() + MOST + 1).skip(text.len() - MOST).flatten();
    for &Candidate { name, letters, allowed } in about_as_long {
        let (added, taken) = (ours & !letters, letters & !ours);
        if more_than(allowed, added) || more_than(allowed, taken) || name.len().abs_diff(text.len()) > allowed {
            continue;
        }
        let distance = distance(text.as_bytes(), name.as_bytes(), allowed);
        if distance == 0 {
            return None;
        }
        if distance <= allowed {
            match best {
                Some((_, nearest)) if distance > nearest => {}
                Some((_, nearest)) if distance == nearest => tie = true,
                _ => (best, tie) = (Some((name, distance)), false),
            }
        }
    }
    if tie { None } else { best.map(|(name, _)| name) }
}

/// Edits (insert, delete, replace, swap neighbours) from `a` to `b`; more than `limit` is answered as `limit + 1`.
fn distance(a: &[u8], b: &[u8], limit: usize) -> usize {
    const MAX: usize = 66;
    let prefix = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[prefix..], &b[prefix..]);
    let suffix = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[..a.len() - suffix], &b[..b.len() - suffix]);
    if a.is_empty() || b.is_empty() {
        return a.len().max(b.len()).min(limit + 1);
    }
    if b.len() >= MAX || a.len().abs_diff(b.len()) > limit {
        return limit + 1;
    }
    let over = limit as u8 + 1;
    // Farther than `limit` from the diagonal, a cell is over the limit: it is never computed.
    let mut rows = [[over; MAX]; 3];
    for (j, cell) in rows[0].iter_mut().enumerate().take(limit + 1) {
        *cell = j as u8;
    }
    for i in 1..=a.len() {
        let (before_last, last) = (rows[(i + 1) % 3], rows[(i + 2) % 3]);
        let row = &mut rows[i % 3];
        let from = i.saturating_sub(limit).max(1);
        row[from - 1] = if from == 1 { i as u8 } else { over };
        let mut least = row[from - 1];
        for j in from..b.len().min(i + limit) + 1 {
            let replace = last[j - 1] + u8::from(a[i - 1] != b[j - 1]);
            let mut cost = replace.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                cost = cost.min(before_last[j - 2] + 1);
            }
            row[j] = cost;
            least = least.min(cost);
        }
        if least >= over {
            return limit + 1;
        }
    }
    usize::from(rows[a.len() % 3][b.len()].min(over))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_real_domains_is_sorted() {
        assert!(REAL.is_sorted(), "REAL is searched by halving");
    }

    #[track_caller]
    fn check(domain: &str, expected: Option<&str>) {
        assert_eq!(of_domain(domain), expected, "{domain}");
    }

    #[test]
    fn misspelt_domains_are_recognised() {
        check("gmial.com", Some("gmail.com"));
        check("gmai.com", Some("gmail.com"));
        check("gmail.con", Some("gmail.com"));
        check("gmail.cm", Some("gmail.com"));
        check("hotmial.com", Some("hotmail.com"));
        check("outlok.com", Some("outlook.com"));
        check("yaho.com", Some("yahoo.com"));
        check("yahooo.com", Some("yahoo.com"));
        check("iclod.com", Some("icloud.com"));
    }

    #[test]
    fn real_domains_and_ties_get_no_suggestion() {
        for domain in [
            "gmail.com",
            "mail.com",
            "email.com",
            "ymail.com",
            "yahoo.in",
            "example.com",
            "contoso.com",
            "gmx.de",
            "web.de",
            "hotmail.es",
            "a.com",
            "mail.ru",
            "",
        ] {
            check(domain, None);
        }
        // One edit from yahoo.de, yahoo.es and others alike.
        check("yahoo.ee", None);
    }
}
