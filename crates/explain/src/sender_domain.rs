//! What DNS says of the sender's domain: whether it takes mail, and whether the service that sends may send for it.
//!
//! Warnings only: a message may be accepted all the same, and is then refused or filed as spam by its receiver.

use smtp_doctor_catalogue::Finding;
use smtp_doctor_catalogue::entries::*;
use smtp_doctor_model::Field;
use smtp_doctor_settings::provider::Provider;

use crate::failure::ResolveFailure;

/// What a name server answered: records, or why there are none.
pub type Looked<T> = Result<Vec<T>, ResolveFailure>;

/// The records of a sender's domain.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct DomainRecords {
    /// The domain.
    pub domain: String,
    /// Its mail exchangers by name; the name of a null MX (RFC 7505) is empty.
    pub mx: Looked<String>,
    /// Its addresses, to which mail goes where there is no mail exchanger (RFC 5321 §5.1).
    pub addresses: Looked<String>,
    /// Its texts, of which one may be an SPF record.
    pub txt: Looked<String>,
    /// The domains whose SPF records it includes, also by way of others.
    pub spf_includes: Vec<String>,
    /// How many lookups its SPF record costs (RFC 7208 §4.6.4).
    pub spf_lookups: usize,
    /// The DMARC record, of the domain or of one above it.
    pub dmarc: Looked<String>,
}

/// The most lookups that a receiver makes for an SPF record (RFC 7208 §4.6.4).
pub const MAX_SPF_LOOKUPS: usize = 10;

/// What a customer's SPF record includes for a service: one of these. Only services whose own documentation says so
/// (read 2026-11-26) and that send with the customer's domain in MAIL FROM; those that use a domain of their own, as most
/// sending services do, need no include, and a warning would be wrong.
const INCLUDES: &[(&str, &[&str])] = &[
    ("alibaba-directmail", &["spf1.dm.aliyun.com"]),
    ("aliyun-enterprise", &["spf.qiye.aliyun.com", "spf.mxhichina.com"]),
    ("azure-communication-services", &["spf.protection.outlook.com"]),
    ("dreamhost", &["netblocks.dreamhost.com", "relay.mailchannels.net"]),
    ("gandi", &["_mailcust.gandi.net"]),
    ("gmail", &["_spf.google.com"]),
    ("godaddy", &["secureserver.net"]),
    ("google-workspace-relay", &["_spf.google.com"]),
    ("hostinger", &["_spf.mail.hostinger.com"]),
    ("hostpoint", &["spf.mail.hostpoint.ch", "spf.mail.hostpoint.ch"]),
    ("infomaniak", &["spf.infomaniak.ch"]),
    ("mailbox-org", &["mailbox.org"]),
    (
        "microsoft-365",
        &[
            "spf.protection.outlook.com",
            "spf.protection.office365.us",
            "spf.protection.partner.outlook.cn",
            "secureserver.net",
        ],
    ),
    ("namecheap-private-email", &["spf.privateemail.com"]),
    ("opensrs", &["_spf.hostedemail.com"]),
    ("ovh-mx-plan", &["mx.ovh.com"]),
    ("proton", &["_spf.protonmail.ch"]),
    ("rackspace", &["emailsrvr.com"]),
    ("runbox", &["spf.runbox.com"]),
    ("scaleway-tem", &["_spf.tem.scaleway.com"]),
    ("yandex", &["_spf.yandex.net", "_spf.yandex.net", "_spf.yandex.ru"]),
];

impl DomainRecords {
    /// The SPF records (RFC 7208 §4.5); there should be one.
    pub fn spf(&self) -> impl Iterator<Item = &str> {
        self.txt.iter().flatten().map(|it| it.trim()).filter(|it| is_spf(it))
    }

    /// The records, in lines for people.
    pub fn summary_lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        match &self.mx {
            Ok(hosts) if hosts.iter().all(String::is_empty) => lines.push("MX: none on purpose (null MX)".to_owned()),
            Ok(hosts) => lines.push(format!("MX: {}", hosts.join(", "))),
            Err(failure) => lines.push(format!("MX: {}", why(failure))),
        }
        let spf: Vec<&str> = self.spf().collect();
        lines.push(match (&self.txt, spf.as_slice()) {
            (Err(ResolveFailure::Unavailable(why)), _) => format!("SPF: {why}"),
            (_, []) => "SPF: none".to_owned(),
            (_, records) => format!("SPF: {}", records.join(" | ")),
        });
        lines.push(match &self.dmarc {
            Ok(records) => format!("DMARC: {}", records.join(" | ")),
            Err(failure) => format!("DMARC: {}", why(failure)),
        });
        lines
    }
}

/// Whether a text is an SPF record: its version, alone or before a space (RFC 7208 §4.5).
pub fn is_spf(text: &str) -> bool {
    let version = text.get(..6).is_some_and(|it| it.eq_ignore_ascii_case("v=spf1"));
    version && text[6..].chars().next().is_none_or(|it| it == ' ')
}

fn why(failure: &ResolveFailure) -> &str {
    match failure {
        ResolveFailure::NoAddress => "none",
        ResolveFailure::NotFound => "the name does not exist",
        ResolveFailure::TargetNotAllowed => "not asked",
        ResolveFailure::Unavailable(why) => why,
    }
}

/// What is wrong with the records. `provider`: the service that sends. What could not be looked up raises nothing.
pub fn findings(records: &DomainRecords, provider: Option<&Provider>) -> Vec<Finding> {
    let domain = &records.domain;
    let warning = |about| Finding::warning(about).at(Field::From);
    if [&records.mx, &records.addresses, &records.txt].iter().all(|it| **it == Err(ResolveFailure::NotFound)) {
        return vec![warning(&FROM_DOMAIN_NOT_FOUND).saying(format!("The domain {domain} does not exist in DNS."))];
    }
    let mut findings = Vec::new();
    match &records.mx {
        Ok(hosts) if !hosts.is_empty() && hosts.iter().all(String::is_empty) => findings.push(
            warning(&FROM_DOMAIN_TAKES_NO_MAIL)
                .saying(format!("{domain} declares that it takes no mail."))
                .proven_by(format!("{domain}. MX 0 .")),
        ),
        Err(ResolveFailure::NoAddress | ResolveFailure::NotFound)
            if matches!(records.addresses, Err(ResolveFailure::NoAddress | ResolveFailure::NotFound)) =>
        {
            findings
                .push(warning(&FROM_DOMAIN_NO_MX).saying(format!(
                    "{domain} has neither a mail exchanger nor an address, so answers cannot arrive."
                )));
        }
        Ok(_) | Err(_) => {}
    }
    findings.extend(spf(records, provider));
    if matches!(records.dmarc, Err(ResolveFailure::NoAddress | ResolveFailure::NotFound)) {
        findings.push(
            Finding::info(&DMARC_MISSING)
                .at(Field::From)
                .saying(format!("Neither {domain} nor a domain above it has a DMARC record."))
                .proven_by(format!("To publish: _dmarc.{domain}. TXT \"v=DMARC1; p=none\"")),
        );
    }
    findings
}

fn spf(records: &DomainRecords, provider: Option<&Provider>) -> Option<Finding> {
    let domain = &records.domain;
    let warning = |about| Finding::warning(about).at(Field::From);
    let includes = provider.and_then(|it| INCLUDES.iter().find(|known| known.0 == it.id)).map_or(&[][..], |it| it.1);
    let known = match &records.txt {
        Ok(_) => true,
        Err(failure) => matches!(failure, ResolveFailure::NoAddress | ResolveFailure::NotFound),
    };
    let spf: Vec<&str> = records.spf().collect();
    match spf.as_slice() {
        [] if known => {
            let mechanism = includes.first().map_or_else(|| "mx".to_owned(), |it| format!("include:{it}"));
            Some(
                warning(&SPF_MISSING)
                    .saying(format!("{domain} has no SPF record."))
                    .proven_by(format!("To publish: {domain}. TXT \"v=spf1 {mechanism} -all\"")),
            )
        }
        [] => None,
        [record] if records.spf_lookups > MAX_SPF_LOOKUPS => Some(
            warning(&SPF_BROKEN)
                .saying(format!(
                    "The SPF record of {domain} costs more than the {MAX_SPF_LOOKUPS} lookups that receivers make."
                ))
                .proven_by(*record),
        ),
        [record] => {
            let (provider, include) = (provider?, includes.first()?);
            // Macros and lists of addresses may cover the service without naming it.
            let unclear = record.contains("+all") || record.contains('%') || record.contains("ip4:");
            if unclear || records.spf_includes.iter().any(|it| includes.contains(&&**it)) {
                return None;
            }
            Some(
                warning(&SPF_LACKS_SERVER)
                    .saying(format!("The SPF record of {domain} does not include {}, which sends.", provider.name))
                    .proven_by(*record)
                    .proven_by(format!("To publish: {domain}. TXT \"{}\"", with_include(record, include))),
            )
        }
        several => Some(
            several.iter().fold(
                warning(&SPF_BROKEN)
                    .saying(format!("{domain} has {} SPF records; receivers treat that as an error.", several.len())),
                |finding, record| finding.proven_by(*record),
            ),
        ),
    }
}

/// The record with one mechanism more, before what ends it: nothing behind `all` is read (RFC 7208 §5.1).
fn with_include(record: &str, include: &str) -> String {
    let mut terms: Vec<String> = record.split_whitespace().map(str::to_owned).collect();
    let ends = |it: &String| {
        let term = it.trim_start_matches(['+', '-', '~', '?']).to_lowercase();
        term == "all" || term.starts_with("redirect=")
    };
    let at = terms.iter().position(ends).unwrap_or(terms.len());
    terms.insert(at, format!("include:{include}"));
    terms.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use smtp_doctor_settings::provider;

    fn records() -> DomainRecords {
        DomainRecords {
            domain: "example.com".to_owned(),
            mx: Ok(vec!["mx.example.com".to_owned()]),
            addresses: Err(ResolveFailure::NoAddress),
            txt: Ok(vec!["v=spf1 include:spf.protection.outlook.com -all".to_owned(), "other".to_owned()]),
            spf_includes: vec!["spf.protection.outlook.com".to_owned()],
            spf_lookups: 1,
            dmarc: Ok(vec!["v=DMARC1; p=none".to_owned()]),
        }
    }

    fn slugs(records: &DomainRecords, provider: &str) -> Vec<&'static str> {
        findings(records, provider::by_id(provider)).iter().map(|it| it.about.slug).collect()
    }

    #[test]
    fn records_that_fit_raise_nothing() {
        assert_eq!(slugs(&records(), "microsoft-365"), Vec::<&str>::new());
    }

    #[test]
    fn a_service_that_the_record_lacks_is_named_with_the_record_to_publish() {
        let found = findings(&records(), provider::by_id("gmail"));
        assert_eq!(found[0].about.slug, "spf-lacks-server");
        assert_eq!(
            found[0].evidence[1],
            "To publish: example.com. TXT \"v=spf1 include:spf.protection.outlook.com include:_spf.google.com -all\""
        );
    }

    #[test]
    fn every_service_named_here_is_known() {
        for (id, includes) in INCLUDES {
            assert!(provider::by_id(id).is_some() && !includes.is_empty(), "{id}");
        }
    }

    #[test]
    fn each_fault_has_its_finding() {
        let none = || Err(ResolveFailure::NoAddress);
        let with = |change: &dyn Fn(&mut DomainRecords)| {
            let mut records = records();
            change(&mut records);
            slugs(&records, "microsoft-365")
        };
        assert_eq!(with(&|it| it.mx = Ok(vec![String::new()])), ["from-domain-takes-no-mail"]);
        assert_eq!(with(&|it| it.mx = Err(ResolveFailure::NoAddress)), ["from-domain-no-mx"]);
        assert_eq!(with(&|it| it.txt = Err(ResolveFailure::NoAddress)), ["spf-missing"]);
        assert_eq!(with(&|it| it.txt = Ok(vec!["v=spf1 -all".into(), "v=spf1 mx".into()])), ["spf-broken"]);
        assert_eq!(with(&|it| it.spf_lookups = 11), ["spf-broken"]);
        assert_eq!(with(&|it| it.dmarc = Err(ResolveFailure::NotFound)), ["dmarc-missing"]);
        let gone = DomainRecords {
            mx: Err(ResolveFailure::NotFound),
            addresses: Err(ResolveFailure::NotFound),
            txt: Err(ResolveFailure::NotFound),
            dmarc: none(),
            ..records()
        };
        assert_eq!(slugs(&gone, "gmail"), ["from-domain-not-found"]);
    }

    #[test]
    fn what_could_not_be_looked_up_raises_nothing() {
        let unknown = || Err(ResolveFailure::Unavailable("The name servers did not answer in time.".to_owned()));
        let dark = DomainRecords { mx: unknown(), addresses: unknown(), txt: unknown(), dmarc: unknown(), ..records() };
        assert_eq!(slugs(&dark, "gmail"), Vec::<&str>::new());
    }

    #[test]
    fn only_the_version_makes_an_spf_record() {
        assert!(is_spf("v=spf1") && is_spf("V=SPF1 mx -all"));
        assert!(!is_spf("v=spf10 mx") && !is_spf("spf1") && !is_spf("v=spf"));
    }
}
