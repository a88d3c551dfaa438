//! "Did you mean ...?" for misspelt mail domains and server names.
//!
//! There is a suggestion only if exactly one well-known name is similar. Real names never get one.

use crate::provider;

/// Popular mailbox domains, which users often misspell.
const POPULAR_DOMAINS: &[&str] = &[
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

/// Real mail domains that are similar to a popular one. They are not misspellings.
const REAL_DOMAINS: &[&str] = &[
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
pub(crate) fn suggest_domain(domain: &str) -> Option<&'static str> {
    let near = nearest(domain, POPULAR_DOMAINS.iter().copied())?;
    let real = REAL_DOMAINS.binary_search(&domain).is_ok() || provider::is_mail_domain(domain);
    (!real).then_some(near)
}

/// The known submission server that `name` (lower case) is probably a misspelling of.
pub(crate) fn suggest_host(name: &str) -> Option<&'static str> {
    let known =
        || provider::all().flat_map(|it| it.hosts.iter().copied()).filter(|it| it.len() >= 13 && !it.starts_with('*'));
    let near = nearest(name, known())?;
    // If a known service uses the domain, an unknown first label is not a slip: the server is only missing from the table.
    let domain = without_first_label(name);
    (without_first_label(near) == domain || known().all(|it| without_first_label(it) != domain)).then_some(near)
}

fn without_first_label(name: &str) -> &str {
    name.split_once('.').map_or(name, |(_, rest)| rest)
}

/// The most similar of the `known` names, within the edits that its length allows. `None` if there is a tie or if `text` is
/// a known name.
///
/// An edit inserts, deletes or replaces a character, or swaps two neighbours.
fn nearest(text: &str, known: impl Iterator<Item = &'static str>) -> Option<&'static str> {
    // Names of fewer than six characters are similar to too many others. Non-ASCII names are not mapped yet.
    if text.len() < 6 || !text.is_ascii() {
        return None;
    }
    let typed = characters(text);
    let (mut best, mut least, mut tie) = (None, usize::MAX, false);
    for name in known {
        let allowed = allowed_edits(name);
        // Most names differ too much in length or characters. An edit replaces at most one character.
        let replaced = || (typed ^ characters(name)).count_ones().div_ceil(2) as usize;
        if name.len().abs_diff(text.len()) > allowed || replaced() > allowed {
            continue;
        }
        let distance = strsim::osa_distance(text, name);
        if distance == 0 {
            return None;
        }
        if distance <= allowed.min(least) {
            tie = distance == least;
            (best, least) = (Some(name), distance);
        }
    }
    best.filter(|_| !tie)
}

/// The set of characters as a bitmask.
fn characters(text: &str) -> u64 {
    text.bytes().fold(0, |set, b| set | 1 << (b % 64))
}

/// The edits allowed for this name. Short second-level labels are one edit away from too many real names.
fn allowed_edits(name: &str) -> usize {
    match name.rsplit('.').nth(1).map_or(0, str::len) {
        0..=3 => 0,
        4..=5 => 1,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_real_domains_is_sorted() {
        assert!(REAL_DOMAINS.is_sorted(), "REAL_DOMAINS is searched by binary search");
    }

    #[track_caller]
    fn check(domain: &str, expected: Option<&str>) {
        assert_eq!(suggest_domain(domain), expected, "{domain}");
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
