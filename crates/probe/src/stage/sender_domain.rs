//! What DNS says about the sender's domain. It runs alongside the session and does not depend on it.

use std::collections::BTreeSet;
use std::time::Duration;

use smtp_doctor_core::failure::ResolveFailure;
use smtp_doctor_core::sender_domain::DomainRecords;
use smtp_doctor_core::sender_domain::MAX_SPF_LOOKUPS;
use smtp_doctor_core::sender_domain::is_spf;
use smtp_doctor_core::settings::Address;
use smtp_doctor_core::settings::Host;
use tokio::time::timeout;

use crate::net::Net;

/// Time limit for all lookups together.
const LIMIT: Duration = Duration::from_secs(3);

/// Looks up the domain of `from`. None for an address literal, which has no domain, or when the time is up.
pub(crate) async fn look_up(net: &Net, from: &Address) -> Option<DomainRecords> {
    let domain = from.domain();
    if domain.starts_with('[') {
        return None;
    }
    timeout(LIMIT, all_records(net, domain)).await.ok()
}

async fn all_records(net: &Net, domain: &str) -> DomainRecords {
    let host = Host::Name(domain.to_owned());
    let (mx, addresses, txt, dmarc) =
        tokio::join!(net.mx(domain), net.addresses(&host), net.txt(domain), dmarc(net, domain));
    let mut records = DomainRecords {
        domain: domain.to_owned(),
        mx: mx.map(|found| found.into_iter().map(|it| it.host).collect()),
        addresses: addresses.map(|found| found.iter().map(ToString::to_string).collect()),
        txt,
        spf_includes: Vec::new(),
        spf_lookups: 0,
        dmarc,
    };
    let spf = records.spf().next().map(str::to_owned);
    if let Some(record) = spf {
        (records.spf_includes, records.spf_lookups) = includes(net, &record).await;
    }
    records
}

/// The DMARC record of the domain, or of its nearest parent below the top-level domain (RFC 9989 §4.10).
async fn dmarc(net: &Net, domain: &str) -> Result<Vec<String>, ResolveFailure> {
    const MAX_LEVELS: usize = 5;
    let mut name = domain;
    let mut outcome = Err(ResolveFailure::NoAddress);
    for _ in 0..MAX_LEVELS {
        outcome = net.txt(&format!("_dmarc.{name}")).await;
        match &mut outcome {
            Ok(texts) => {
                texts.retain(|it| it.trim_start().starts_with("v=DMARC1"));
                if !texts.is_empty() {
                    return outcome;
                }
                outcome = Err(ResolveFailure::NoAddress);
            }
            Err(ResolveFailure::Unavailable(_)) => return outcome,
            Err(_) => {}
        }
        match name.split_once('.') {
            Some((_, parent)) if parent.contains('.') => name = parent,
            _ => break,
        }
    }
    outcome
}

/// The domains that an SPF record includes, directly or not, and the DNS lookups that the whole record costs a receiver.
async fn includes(net: &Net, record: &str) -> (Vec<String>, usize) {
    let mut lookups = 0;
    let mut found = BTreeSet::new();
    let mut pending = vec![record.to_owned()];
    while let Some(record) = pending.pop() {
        for term in record.split_whitespace().skip(1).map(|it| it.trim_start_matches(['+', '-', '~', '?'])) {
            let term = term.to_lowercase();
            let other_record = term.strip_prefix("include:").or_else(|| term.strip_prefix("redirect="));
            let is_lookup = ["a", "mx", "ptr"]
                .iter()
                .any(|it| term.strip_prefix(it).is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '/'])))
                || term.starts_with("exists:");
            lookups += usize::from(other_record.is_some() || is_lookup);
            let Some(domain) = other_record.filter(|it| !it.contains('%') && it.len() <= 253) else { continue };
            if lookups <= MAX_SPF_LOOKUPS && found.insert(domain.to_owned()) {
                let texts = net.txt(domain).await.unwrap_or_default();
                pending.extend(texts.into_iter().map(|it| it.trim().to_owned()).filter(|it| is_spf(it)));
            }
        }
    }
    (found.into_iter().collect(), lookups)
}
