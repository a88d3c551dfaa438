//! Finds settings for an address: what is known of its provider, what its domain publishes, what hosts are usually
//! called. Each candidate is asked up to EHLO; no credentials travel.

use std::fmt;
use std::time::Duration;

use smtp_doctor_core::finding::SettingsPatch;
use smtp_doctor_core::probe::Candidate;
use smtp_doctor_core::probe::Discovery;
use smtp_doctor_core::provider;
use smtp_doctor_core::provider::Provider;
use smtp_doctor_core::settings::Address;
use smtp_doctor_core::settings::Endpoint;
use smtp_doctor_core::settings::Host;
use smtp_doctor_core::settings::Security;
use tokio::task::JoinSet;
use tokio::time::timeout;

use crate::context::Context;
use crate::offer;
use crate::offer::COMMON_HOST_LABELS;
use crate::offer::Offer;
use crate::offer::SUBMISSION_PORTS;
use crate::web;

/// So many candidates are asked at most, all at once.
const MAX_CANDIDATES: usize = 12;

/// Each source, and each candidate, has this long.
const LIMIT: Duration = Duration::from_secs(4);

/// What somebody says about where mail is submitted.
struct Suggestion {
    endpoint: Endpoint,
    username: Option<String>,
    source: String,
    note: &'static str,
}

/// Why [`discover`] has nothing to start from. Each displays as a sentence for whoever typed it.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum DiscoverError {
    /// An `@` was typed, but not a valid e-mail address. Holds the reason, a sentence.
    InvalidAddress(String),
    /// Neither an e-mail address nor the name of a host or domain was typed. Holds what was.
    InvalidDomain(String),
}

impl fmt::Display for DiscoverError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InvalidAddress(reason) => f.write_str(reason),
            Self::InvalidDomain(typed) => {
                write!(f, "{typed:?} is neither an e-mail address nor the name of a domain.")
            }
        }
    }
}

impl std::error::Error for DiscoverError {}

/// Finds settings for `typed`: an e-mail address, or the name of a host or a domain.
///
/// Takes some 12 seconds at most: 4 for each of the sources, then 4 for all servers together. At most 12 servers are
/// asked, up to EHLO and without credentials.
///
/// # Errors
///
/// [`DiscoverError`] if `typed` is none of these. A domain about which nothing is known is not an error: its candidates
/// are the usual names, marked as not seen.
pub async fn discover(ctx: &Context, typed: &str) -> Result<Discovery, DiscoverError> {
    let typed = typed.trim();
    let (domain, address) = if typed.contains('@') {
        let address = Address::parse(typed).map_err(DiscoverError::InvalidAddress)?;
        (address.domain().to_owned(), Some(address))
    } else {
        match Host::parse(typed) {
            Some(host) => (host.to_string(), None),
            None => return Err(DiscoverError::InvalidDomain(typed.to_owned())),
        }
    };
    let leads = leads(ctx, &domain, address.as_ref()).await;
    let mut asked = JoinSet::new();
    for (order, lead) in leads.into_iter().enumerate() {
        let ctx = ctx.clone();
        asked.spawn(async move {
            let seen = offer::ask(&ctx, lead.endpoint.clone(), LIMIT).await;
            (order, lead, seen)
        });
    }
    let mut answers = Vec::new();
    while let Some(ended) = asked.join_next().await {
        answers.extend(ended.ok());
    }
    answers.sort_by_key(|(order, _, seen)| (rank(seen.as_ref()), *order));
    Ok(Discovery { candidates: answers.into_iter().map(|(_, lead, seen)| candidate(&lead, seen.as_ref())).collect() })
}

/// Encrypted and with sign in, encrypted, answering at all, silent.
fn rank(seen: Option<&Offer>) -> u8 {
    match seen {
        Some(seen) if seen.tls_version.is_some() && !seen.auth.is_empty() => 0,
        Some(seen) if seen.tls_version.is_some() => 1,
        Some(_) => 2,
        None => 3,
    }
}

fn candidate(lead: &Suggestion, seen: Option<&Offer>) -> Candidate {
    let Endpoint { host, port, security } = &lead.endpoint;
    let fix = SettingsPatch {
        server: Some(host.to_string()),
        username: lead.username.clone(),
        ..SettingsPatch::endpoint(*port, *security)
    };
    Candidate {
        server: host.to_string(),
        port: *port,
        security: *security,
        source: lead.source.clone(),
        seen: seen.is_some(),
        offers: seen.map(Offer::describe).unwrap_or_default(),
        note: lead.note.to_owned(),
        fix,
    }
}

/// What is said, the most trustworthy first, each endpoint once.
async fn leads(ctx: &Context, domain: &str, address: Option<&Address>) -> Vec<Suggestion> {
    let mut leads = Vec::new();
    let known = provider::by_domain(domain).or_else(|| provider::by_host(domain));
    leads.extend(known.into_iter().flat_map(|it| of_provider(it, "provider table", address)));
    if matches!(Host::parse(domain), Some(Host::Name(_))) && known.is_none() {
        let (srv, autoconfig, exchangers) =
            tokio::join!(of_srv(ctx, domain), of_autoconfig(ctx, domain, address), timeout(LIMIT, ctx.net.mx(domain)));
        leads.extend(srv);
        leads.extend(autoconfig);
        let exchangers = exchangers.ok().and_then(Result::ok).unwrap_or_default();
        let provider = exchangers.iter().find_map(|it| provider::by_mx(&it.host));
        leads.extend(provider.into_iter().flat_map(|it| of_provider(it, "mail exchanger", address)));
    }
    if known.is_none() {
        leads.extend(guesses(domain, address.is_none()));
    }
    let mut each: Vec<Suggestion> = Vec::new();
    for lead in leads {
        if each.len() < MAX_CANDIDATES && each.iter().all(|it| it.endpoint != lead.endpoint) {
            each.push(lead);
        }
    }
    each
}

fn of_provider(provider: &'static Provider, by: &str, address: Option<&Address>) -> Vec<Suggestion> {
    let host = provider.hosts.first().and_then(|it| Host::parse(it));
    let lead = |host: &Host, at: &provider::Endpoint| Suggestion {
        endpoint: Endpoint { host: host.clone(), port: at.port, security: at.security },
        username: username(provider, address),
        source: format!("{by} ({})", provider.name),
        note: provider.note,
    };
    host.iter().flat_map(|host| provider.endpoints.iter().map(|it| lead(host, it))).collect()
}

fn username(provider: &Provider, address: Option<&Address>) -> Option<String> {
    match provider.username {
        provider::UsernameForm::Fixed(word) => Some(word.to_owned()),
        provider::UsernameForm::LocalPart => address.map(|it| it.local_part().to_owned()),
        provider::UsernameForm::Any | provider::UsernameForm::FullAddress => address.map(ToString::to_string),
    }
}

/// RFC 6186 §3.1, RFC 8314 §5.1.
async fn of_srv(ctx: &Context, domain: &str) -> Vec<Suggestion> {
    let (implicit, starttls) = (format!("_submissions._tcp.{domain}"), format!("_submission._tcp.{domain}"));
    let ask = async { tokio::join!(ctx.net.srv(&implicit), ctx.net.srv(&starttls)) };
    let Ok((implicit, starttls)) = timeout(LIMIT, ask).await else { return Vec::new() };
    let of = |found: Result<Vec<crate::net::Srv>, _>, security| {
        found.unwrap_or_default().into_iter().filter_map(move |it| {
            let endpoint = Endpoint { host: Host::parse(&it.host)?, port: it.port, security };
            Some(Suggestion { endpoint, username: None, source: "SRV record".to_owned(), note: "" })
        })
    };
    of(implicit, Security::ImplicitTls).chain(of(starttls, Security::Starttls)).collect()
}

/// The file that Thunderbird reads, from the domain itself. Directories of third parties are not asked: they would learn
/// who looks for which domain.
async fn of_autoconfig(ctx: &Context, domain: &str, address: Option<&Address>) -> Vec<Suggestion> {
    let own = format!("autoconfig.{domain}");
    let (first, second) = tokio::join!(
        web::fetch(ctx, &own, "/mail/config-v1.1.xml", LIMIT),
        web::fetch(ctx, domain, "/.well-known/autoconfig/mail/config-v1.1.xml", LIMIT),
    );
    first.or(second).map(|it| outgoing(&it, address)).unwrap_or_default()
}

fn outgoing(xml: &str, address: Option<&Address>) -> Vec<Suggestion> {
    let options = roxmltree::ParsingOptions { allow_dtd: false, nodes_limit: 5_000, ..Default::default() };
    let Ok(document) = roxmltree::Document::parse_with_options(xml, options) else { return Vec::new() };
    let servers = document.descendants().filter(|it| it.has_tag_name("outgoingServer"));
    let lead = |server: roxmltree::Node<'_, '_>| {
        let text = |name: &str| server.children().find(|it| it.has_tag_name(name))?.text().map(str::trim);
        let security = match text("socketType")? {
            "SSL" => Security::ImplicitTls,
            "STARTTLS" => Security::Starttls,
            "plain" => Security::None,
            _ => return None,
        };
        let port = text("port")?.parse().ok().filter(|it| *it != 0)?;
        let endpoint = Endpoint { host: Host::parse(text("hostname")?)?, port, security };
        let username = match (text("username"), address) {
            (Some("%EMAILADDRESS%"), Some(address)) => Some(address.to_string()),
            (Some("%EMAILLOCALPART%"), Some(address)) => Some(address.local_part().to_owned()),
            _ => None,
        };
        Some(Suggestion { endpoint, username, source: "autoconfig file".to_owned(), note: "" })
    };
    servers.filter_map(lead).collect()
}

/// What submission servers are usually called. `is_host`: the name may itself be one.
fn guesses(domain: &str, is_host: bool) -> Vec<Suggestion> {
    let hosts = COMMON_HOST_LABELS.map(|it| format!("{it}.{domain}"));
    let hosts = is_host.then(|| domain.to_owned()).into_iter().chain(hosts);
    hosts
        .filter_map(|it| Host::parse(&it))
        .flat_map(|host| {
            SUBMISSION_PORTS.map(|(port, security)| Suggestion {
                endpoint: Endpoint { host: host.clone(), port, security },
                username: None,
                source: "usual name".to_owned(),
                note: "",
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_autoconfig_file_names_servers_and_user_names() {
        let xml = r#"<?xml version="1.0"?>
            <clientConfig version="1.1"><emailProvider id="example.com">
              <incomingServer type="imap"><hostname>imap.example.com</hostname></incomingServer>
              <outgoingServer type="smtp"><hostname>smtp.example.com</hostname><port>465</port>
                <socketType>SSL</socketType><username>%EMAILLOCALPART%</username></outgoingServer>
              <outgoingServer type="smtp"><hostname>smtp.example.com</hostname><port>587</port>
                <socketType>STARTTLS</socketType><username>%EMAILADDRESS%</username></outgoingServer>
              <outgoingServer type="smtp"><hostname>a b</hostname><port>587</port><socketType>SSL</socketType></outgoingServer>
              <outgoingServer type="smtp"><hostname>smtp.example.com</hostname><port>0</port><socketType>SSL</socketType></outgoingServer>
            </emailProvider></clientConfig>"#;
        let address = Address::parse("anna@example.com").unwrap();
        let leads = outgoing(xml, Some(&address));
        let found: Vec<_> =
            leads.iter().map(|it| (it.endpoint.port, it.endpoint.security, it.username.as_deref())).collect();
        assert_eq!(
            found,
            [(465, Security::ImplicitTls, Some("anna")), (587, Security::Starttls, Some("anna@example.com"))]
        );
        for bad in ["", "<a", "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", "{}"] {
            assert!(outgoing(bad, None).is_empty());
        }
    }
}
