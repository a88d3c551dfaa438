//! Did you mean ...? Misspelt mail domains and server names.
//!
//! A suggestion is made only if exactly one well-known name is near; a name that is itself real gets none.

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
    if POPULAR.binary_search(&domain).is_ok()
        || REAL.binary_search(&domain).is_ok()
        || provider::by_domain(domain).is_some()
    {
        return None;
    }
    nearest(domain, POPULAR.iter().copied())
}

/// The known submission server that `name` (lower case) is probably a misspelling of.
pub(crate) fn of_host(name: &str) -> Option<&'static str> {
    // The registrable part decides: mail.example.com is not a misspelt mail.example.org of somebody else.
    let known =
        provider::all().flat_map(|it| it.hosts.iter().copied()).filter(|it| it.len() >= 13 && !it.starts_with('*'));
    nearest(name, known).filter(|host| {
        let (theirs, ours) = (without_first_label(host), without_first_label(name));
        // A real domain with an unknown first label is a server that this table does not know, not a slip.
        theirs == ours || provider::all().all(|it| it.hosts.iter().all(|known| without_first_label(known) != ours))
    })
}

fn without_first_label(name: &str) -> &str {
    name.split_once('.').map_or(name, |(_, rest)| rest)
}

/// The only nearest of `known` within the edits that `text`'s length allows.
fn nearest(text: &str, known: impl Iterator<Item = &'static str>) -> Option<&'static str> {
    if text.len() < 6 || text.len() > 64 {
        return None;
    }
    let mut best: Option<(&'static str, usize)> = None;
    let mut tie = false;
    for candidate in known {
        // Second-level label: short ones are one edit away from too many real names.
        let sld = candidate.split('.').rev().nth(1).map_or(0, str::len);
        let allowed = match sld {
            0..=3 => continue,
            4..=5 => 1,
            _ => 2,
        };
        if candidate.len().abs_diff(text.len()) > allowed {
            continue;
        }
        let distance = distance(text.as_bytes(), candidate.as_bytes(), allowed);
        if distance == 0 {
            return None;
        }
        if distance <= allowed {
            match best {
                Some((_, nearest)) if distance > nearest => {}
                Some((_, nearest)) if distance == nearest => tie = true,
                _ => (best, tie) = (Some((candidate, distance)), false),
            }
        }
    }
    if tie { None } else { best.map(|(candidate, _)| candidate) }
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
    if b.len() >= MAX {
        return limit + 1;
    }
    let mut before_last = [0usize; MAX];
    let mut last = [0usize; MAX];
    let mut row = [0usize; MAX];
    for (j, cell) in last.iter_mut().enumerate().take(b.len() + 1) {
        *cell = j;
    }
    for i in 1..=a.len() {
        row[0] = i;
        let mut least = i;
        for j in 1..=b.len() {
            let replace = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut cost = replace.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                cost = cost.min(before_last[j - 2] + 1);
            }
            row[j] = cost;
            least = least.min(cost);
        }
        if least > limit {
            return limit + 1;
        }
        before_last = last;
        last = row;
    }
    last[b.len()].min(limit + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_sorted() {
        assert!(POPULAR.is_sorted(), "POPULAR is searched by halving");
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
