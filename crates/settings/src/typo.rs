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
    static CANDIDATES: OnceLock<Vec<Candidate>> = OnceLock::new();
    let candidates = CANDIDATES.get_or_init(|| candidates(POPULAR.iter().copied()));
    let near = nearest(domain, candidates)?;
    let real = REAL.binary_search(&domain).is_ok() || provider::is_mail_domain(domain);
    (!real).then_some(near)
}

/// The known submission server that `name` (lower case) is probably a misspelling of.
pub(crate) fn of_host(name: &str) -> Option<&'static str> {
    static CANDIDATES: OnceLock<Vec<Candidate>> = OnceLock::new();
    let known =
        || provider::all().flat_map(|it| it.hosts.iter().copied()).filter(|it| it.len() >= 13 && !it.starts_with('*'));
    let candidates = CANDIDATES.get_or_init(|| candidates(known()));
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

/// The candidates, the shortest first: only those of about the same length can be meant.
fn candidates(names: impl Iterator<Item = &'static str>) -> Vec<Candidate> {
    let by_length = provider::by_length(names.filter_map(Candidate::new).map(|it| (it.name.len(), it)));
    by_length.into_iter().flatten().collect()
}

/// Which letters, digits and marks occur: one bit each. An edit takes at most one of them away and adds at most one.
fn letters(text: &str) -> u64 {
    text.bytes().fold(0, |set, b| set | 1 << (b & 63))
}

/// Whether more than `limit` bits are set, which is one or two: not every processor has an instruction that counts bits.
fn more_than(limit: usize, bits: u64) -> bool {
    let without_one = bits & bits.wrapping_sub(1);
    let rest = if limit == MOST { without_one & without_one.wrapping_sub(1) } else { without_one };
    rest != 0
}

/// The only nearest candidate within the edits that its length allows; none if `text` is one itself.
fn nearest(text: &str, candidates: &[Candidate]) -> Option<&'static str> {
    // Names are ASCII; of less than six characters, anything is near; more than 64 do not fit.
    if !text.is_ascii() || !(6..=64).contains(&text.len()) {
        return None;
    }
    let (pattern, ours) = (Pattern::new(text), letters(text));
    let (mut best, mut least, mut tie) = (None, usize::MAX, false);
    let shortest = candidates.partition_point(|it| it.name.len() + MOST < text.len());
    let about_as_long = candidates[shortest..].iter().take_while(|it| it.name.len() <= text.len() + MOST);
    for &Candidate { name, letters, allowed } in about_as_long {
        if more_than(allowed, ours & !letters) || more_than(allowed, letters & !ours) {
            continue;
        }
        let Some(distance) = pattern.distance(name, allowed) else { continue };
        if distance == 0 {
            return None;
        }
        if distance <= least {
            tie = distance == least;
            (best, least) = (Some(name), distance);
        }
    }
    best.filter(|_| !tie)
}

/// A text that names are measured against: at which of its places each character stands, a bit each.
struct Pattern {
    places: [u64; 128],
    length: usize,
}

impl Pattern {
    /// Of ASCII, of at most 64 characters.
    fn new(text: &str) -> Self {
        let mut pattern = Self { places: [0; 128], length: text.len() };
        for (at, b) in text.bytes().enumerate() {
            pattern.places[usize::from(b & 127)] |= 1 << at;
        }
        pattern
    }

    /// Edits (insert, delete, replace, swap neighbours) from the text to `name`, which is ASCII, if that takes `allowed` or
    /// fewer.
    ///
    /// A column of the usual table is computed at once, from what is one more (`up`) or one less (`down`) than its neighbour:
    /// Hyyrö, A bit-vector algorithm for computing Levenshtein and Damerau edit distances, 2003.
    fn distance(&self, name: &str, allowed: usize) -> Option<usize> {
        let (mut up, mut down) = (u64::MAX, 0_u64);
        let (mut same_diagonal, mut before) = (0_u64, 0_u64);
        let mut distance = self.length;
        for (left, b) in (0..name.len()).rev().zip(name.bytes()) {
            let here = self.places[usize::from(b & 127)];
            let swapped = ((!same_diagonal & here) << 1) & before;
            same_diagonal = ((here & up).wrapping_add(up) ^ up) | here | down | swapped;
            let right_up = down | !(same_diagonal | up);
            let right_down = same_diagonal & up;
            distance += (right_up >> (self.length - 1) & 1) as usize;
            distance -= (right_down >> (self.length - 1) & 1) as usize;
            let right_up = right_up << 1 | 1;
            up = right_down << 1 | !(same_diagonal | right_up);
            down = right_up & same_diagonal;
            before = here;
            // Each character that is left can at best take one off.
            if distance > allowed + left {
                return None;
            }
        }
        (distance <= allowed).then_some(distance)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_table_of_real_domains_is_sorted() {
        assert!(REAL.is_sorted(), "REAL is searched by halving");
    }

    /// The usual table, cell by cell.
    fn distance_by_table(a: &[u8], b: &[u8]) -> usize {
        let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                table[i][j] = if i == 0 || j == 0 {
                    i + j
                } else {
                    let replaced = table[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                    let one_sided = table[i - 1][j].min(table[i][j - 1]) + 1;
                    let swap = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                    let swapped = if swap { table[i - 2][j - 2] + 1 } else { usize::MAX };
                    replaced.min(one_sided).min(swapped)
                };
            }
        }
        table[a.len()][b.len()]
    }

    proptest! {
        #[test]
        fn the_distance_is_that_of_the_table(a in "[a-c.]{6,64}", b in "[a-c.]{0,70}") {
            let edits = distance_by_table(a.as_bytes(), b.as_bytes());
            for allowed in [0, 1, 2, 40] {
                prop_assert_eq!(Pattern::new(&a).distance(&b, allowed), Some(edits).filter(|it| *it <= allowed));
            }
        }
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
