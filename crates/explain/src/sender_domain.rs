//! Checks the DNS records of the sender's domain: whether it accepts mail, and whether the service may send for it.
//!
//! All findings are warnings or notes: the server may still accept a message, but the receiver may refuse it or file it as
//! spam.

use smtp_doctor_catalogue::Finding;
use smtp_doctor_catalogue::entries::*;
use smtp_doctor_model::Field;
use smtp_doctor_settings::provider::Provider;

use crate::failure::ResolveFailure;

/// The answer of a name server: records, or why there are none.
pub type DnsResult<T> = Result<Vec<T>, ResolveFailure>;

/// The DNS records of a sender's domain.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct DomainRecords {
    /// The domain.
    pub domain: String,
    /// Its mail exchangers; a null MX (RFC 7505) is an empty name.
    pub mx: DnsResult<String>,
    /// Its addresses, which receive mail if there is no mail exchanger (RFC 5321 §5.1).
    pub addresses: DnsResult<String>,
    /// Its TXT records, which may include an SPF record.
    pub txt: DnsResult<String>,
    /// The domains that its SPF record includes, directly or indirectly.
    pub spf_includes: Vec<String>,
    /// The number of DNS lookups that its SPF record needs (RFC 7208 §4.6.4).
    pub spf_lookups: usize,
    /// The DMARC record of the domain or of a parent domain.
    pub dmarc: DnsResult<String>,
}

/// The most DNS lookups that receivers allow for an SPF record (RFC 7208 §4.6.4).
pub const MAX_SPF_LOOKUPS: usize = 10;

/// The SPF includes of each service; a customer's record needs one of them. Only services whose documentation says so
/// (checked 2026-11-26) and that send with the customer's domain in MAIL FROM. Most sending services use their own domain
/// and need no include, so a warning would be wrong.
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
    /// The SPF records (RFC 7208 §4.5). There should be exactly one.
    pub fn spf(&self) -> impl Iterator<Item = &str> {
        self.txt.iter().flatten().map(|it| it.trim()).filter(|it| is_spf(it))
    }

    /// The records as lines for people.
    pub fn summary_lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        match &self.mx {
            Ok(hosts) if hosts.iter().all(String::is_empty) => lines.push("MX: null MX (accepts no mail)".to_owned()),
            Ok(hosts) => lines.push(format!("MX: {}", hosts.join(", "))),
            Err(failure) => lines.push(format!("MX: {}", reason(failure))),
        }
        let spf: Vec<&str> = self.spf().collect();
        lines.push(match (&self.txt, spf.as_slice()) {
            (Err(ResolveFailure::Unavailable(why)), _) => format!("SPF: {why}"),
            (_, []) => "SPF: none".to_owned(),
            (_, records) => format!("SPF: {}", records.join(" | ")),
        });
        lines.push(match &self.dmarc {
            Ok(records) => format!("DMARC: {}", records.join(" | ")),
            Err(failure) => format!("DMARC: {}", reason(failure)),
        });
        lines
    }
}

/// Whether a text is an SPF record: `v=spf1` alone or before a space (RFC 7208 §4.5).
pub fn is_spf(text: &str) -> bool {
    let version = text.get(..6).is_some_and(|it| it.eq_ignore_ascii_case("v=spf1"));
    version && text[6..].chars().next().is_none_or(|it| it == ' ')
}

fn reason(failure: &ResolveFailure) -> &str {
    match failure {
        ResolveFailure::NoAddress => "none",
        ResolveFailure::NotFound => "the name does not exist",
        ResolveFailure::TargetNotAllowed(_) => "not looked up",
        ResolveFailure::Unavailable(why) => why,
    }
}

/// Checks the records. `provider` is the service that sends. Records that could not be looked up raise no finding.
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
                .saying(format!("{domain} declares that it accepts no mail."))
                .proven_by(format!("{domain}. MX 0 .")),
        ),
        Err(ResolveFailure::NoAddress | ResolveFailure::NotFound)
            if matches!(records.addresses, Err(ResolveFailure::NoAddress | ResolveFailure::NotFound)) =>
        {
            findings.push(warning(&FROM_DOMAIN_NO_MX).saying(format!(
                "{domain} has neither a mail exchanger nor an address, so it cannot receive replies."
            )));
        }
        Ok(_) | Err(_) => {}
    }
    findings.extend(spf(records, provider));
    if matches!(records.dmarc, Err(ResolveFailure::NoAddress | ResolveFailure::NotFound)) {
        findings.push(
            Finding::info(&DMARC_MISSING)
                .at(Field::From)
                .saying(format!("Neither {domain} nor a parent domain has a DMARC record."))
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
                    "The SPF record of {domain} needs more than the {MAX_SPF_LOOKUPS} DNS lookups that receivers allow."
                ))
                .proven_by(*record),
        ),
        [record] => {
            let (provider, include) = (provider?, includes.first()?);
            // Macros and address lists may cover the service without naming it.
            let unclear = record.contains("+all") || record.contains('%') || record.contains("ip4:");
            if unclear || records.spf_includes.iter().any(|it| includes.contains(&&**it)) {
                return None;
            }
            Some(
                warning(&SPF_LACKS_SERVER)
                    .saying(format!(
                        "The SPF record of {domain} does not include {}, the service that sends the mail.",
                        provider.name
                    ))
                    .proven_by(*record)
                    .proven_by(format!("To publish: {domain}. TXT \"{}\"", with_include(record, include))),
            )
        }
        several => Some(
            several.iter().fold(
                warning(&SPF_BROKEN)
                    .saying(format!("{domain} has {} SPF records. Receivers treat this as an error.", several.len())),
                |finding, record| finding.proven_by(*record),
            ),
        ),
    }
}

/// Adds an include before `all` or `redirect`, because receivers ignore terms after `all` (RFC 7208 §5.1).
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
    fn correct_records_raise_no_finding() {
        assert_eq!(slugs(&records(), "microsoft-365"), Vec::<&str>::new());
    }

    #[test]
    fn a_missing_include_is_reported_with_the_record_to_publish() {
        let found = findings(&records(), provider::by_id("gmail"));
        assert_eq!(found[0].about.slug, "spf-lacks-server");
        assert_eq!(
            found[0].evidence[1],
            "To publish: example.com. TXT \"v=spf1 include:spf.protection.outlook.com include:_spf.google.com -all\""
        );
    }

    #[test]
    fn every_service_with_includes_exists() {
        for (id, includes) in INCLUDES {
            assert!(provider::by_id(id).is_some() && !includes.is_empty(), "{id}");
        }
    }

    #[test]
    fn each_problem_raises_its_finding() {
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
    fn failed_lookups_raise_no_finding() {
        let unknown = || Err(ResolveFailure::Unavailable("The name servers did not answer in time.".to_owned()));
        let dark = DomainRecords { mx: unknown(), addresses: unknown(), txt: unknown(), dmarc: unknown(), ..records() };
        assert_eq!(slugs(&dark, "gmail"), Vec::<&str>::new());
    }

    #[test]
    fn an_spf_record_begins_with_its_version() {
        assert!(is_spf("v=spf1") && is_spf("V=SPF1 mx -all"));
        assert!(!is_spf("v=spf10 mx") && !is_spf("spf1") && !is_spf("v=spf"));
    }
}
