//! Finds settings for an e-mail address: from the provider table, from what the domain publishes, and from common names.
//! Each suggested server is asked what it offers, up to EHLO. No credentials are sent.

use std::fmt;
use std::time::Duration;

use smtp_doctor_core::model::Security;
use smtp_doctor_core::model::SettingsPatch;
use smtp_doctor_core::provider;
use smtp_doctor_core::provider::Provider;
use smtp_doctor_core::report::Discovery;
use smtp_doctor_core::report::DiscoveryCandidate;
use smtp_doctor_core::settings::Address;
use smtp_doctor_core::settings::AddressError;
use smtp_doctor_core::settings::Endpoint;
use smtp_doctor_core::settings::Host;
use tokio::task::JoinSet;
use tokio::time::timeout;

use crate::context::Context;
use crate::offer;
use crate::offer::COMMON_HOST_LABELS;
use crate::offer::Offer;
use crate::offer::SUBMISSION_PORTS;
use crate::web;

/// Servers that are asked at most, all at once.
const MAX_SUGGESTIONS: usize = 12;

/// Time limit for each source, and for each server.
const LIMIT: Duration = Duration::from_secs(4);

/// A server that a source suggests for submission.
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
    /// An `@` was typed, but not a valid e-mail address.
    InvalidAddress(AddressError),
    /// Neither an e-mail address nor the name of a host or domain was typed. What was typed is not repeated: it may be a
    /// secret.
    InvalidDomain,
}

impl fmt::Display for DiscoverError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InvalidAddress(reason) => reason.fmt(f),
            Self::InvalidDomain => f.write_str("Enter an e-mail address or a domain, for example contoso.com."),
        }
    }
}

impl std::error::Error for DiscoverError {}

/// Finds settings for `typed`: an e-mail address, or the name of a host or a domain.
///
/// Takes 8 seconds at most: 4 for all sources together, then 4 for all servers together. At most 12 servers are
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
            None => return Err(DiscoverError::InvalidDomain),
        }
    };
    let suggestions = suggestions(ctx, &domain, address.as_ref()).await;
    let mut asked = JoinSet::new();
    for (order, suggestion) in suggestions.into_iter().enumerate() {
        let ctx = ctx.clone();
        asked.spawn(async move {
            let offer = offer::ask(&ctx, suggestion.endpoint.clone(), LIMIT).await;
            (order, suggestion, offer)
        });
    }
    let mut answers = Vec::new();
    while let Some(ended) = asked.join_next().await {
        answers.extend(ended.ok());
    }
    answers.sort_by_key(|(order, _, offer)| (rank(offer.as_ref()), *order));
    Ok(Discovery {
        candidates: answers.into_iter().map(|(_, suggestion, offer)| candidate(&suggestion, offer.as_ref())).collect(),
    })
}

/// Best first: encrypted with sign-in, encrypted, answering, silent.
fn rank(offer: Option<&Offer>) -> u8 {
    match offer {
        Some(offer) if offer.tls_version.is_some() && !offer.auth.is_empty() => 0,
        Some(offer) if offer.tls_version.is_some() => 1,
        Some(_) => 2,
        None => 3,
    }
}

fn candidate(suggestion: &Suggestion, offer: Option<&Offer>) -> DiscoveryCandidate {
    let Endpoint { host, port, security } = &suggestion.endpoint;
    let fix = SettingsPatch {
        server: Some(host.to_string()),
        username: suggestion.username.clone(),
        ..SettingsPatch::endpoint(*port, *security)
    };
    DiscoveryCandidate {
        server: host.to_string(),
        port: *port,
        security: *security,
        source: suggestion.source.clone(),
        seen: offer.is_some(),
        offers: offer.map(Offer::describe).unwrap_or_default(),
        note: suggestion.note.to_owned(),
        fix,
    }
}

/// All suggestions, from the most trustworthy source to the least, each endpoint once.
async fn suggestions(ctx: &Context, domain: &str, address: Option<&Address>) -> Vec<Suggestion> {
    let mut found = Vec::new();
    let known = provider::by_domain(domain).or_else(|| provider::by_host(domain));
    found.extend(known.into_iter().flat_map(|it| from_provider(it, "provider table", address)));
    if matches!(Host::parse(domain), Some(Host::Name(_))) && known.is_none() {
        let (srv, autoconfig, exchangers) = tokio::join!(
            from_srv(ctx, domain),
            from_autoconfig(ctx, domain, address),
            timeout(LIMIT, ctx.net.mx(domain))
        );
        found.extend(srv);
        found.extend(autoconfig);
        let exchangers = exchangers.ok().and_then(Result::ok).unwrap_or_default();
        let provider = exchangers.iter().find_map(|it| provider::by_mx(&it.host));
        found.extend(provider.into_iter().flat_map(|it| from_provider(it, "mail exchanger", address)));
    }
    if known.is_none() {
        found.extend(from_common_names(domain, address.is_none()));
    }
    let mut distinct: Vec<Suggestion> = Vec::new();
    for suggestion in found {
        if distinct.len() < MAX_SUGGESTIONS && distinct.iter().all(|it| it.endpoint != suggestion.endpoint) {
            distinct.push(suggestion);
        }
    }
    distinct
}

fn from_provider(provider: &'static Provider, by: &str, address: Option<&Address>) -> Vec<Suggestion> {
    let host = provider.hosts.first().and_then(|it| Host::parse(it));
    let suggestion = |host: &Host, at: &provider::ProviderEndpoint| Suggestion {
        endpoint: Endpoint { host: host.clone(), port: at.port, security: at.security },
        username: username(provider, address),
        source: format!("{by} ({})", provider.name),
        note: provider.note,
    };
    host.iter().flat_map(|host| provider.endpoints.iter().map(|it| suggestion(host, it))).collect()
}

fn username(provider: &Provider, address: Option<&Address>) -> Option<String> {
    match provider.username {
        provider::UsernameForm::Fixed(name) => Some(name.to_owned()),
        provider::UsernameForm::LocalPart => address.map(|it| it.local_part().to_owned()),
        provider::UsernameForm::Any | provider::UsernameForm::FullAddress => address.map(ToString::to_string),
    }
}

/// SRV records (RFC 6186 §3.1, RFC 8314 §5.1).
async fn from_srv(ctx: &Context, domain: &str) -> Vec<Suggestion> {
    let (implicit, starttls) = (format!("_submissions._tcp.{domain}"), format!("_submission._tcp.{domain}"));
    let ask = async { tokio::join!(ctx.net.srv(&implicit), ctx.net.srv(&starttls)) };
    let Ok((implicit, starttls)) = timeout(LIMIT, ask).await else { return Vec::new() };
    let suggestions = |found: Result<Vec<crate::net::Srv>, _>, security| {
        found.unwrap_or_default().into_iter().filter_map(move |it| {
            let endpoint = Endpoint { host: Host::parse(&it.host)?, port: it.port, security };
            Some(Suggestion { endpoint, username: None, source: "SRV record".to_owned(), note: "" })
        })
    };
    suggestions(implicit, Security::ImplicitTls).chain(suggestions(starttls, Security::Starttls)).collect()
}

/// The autoconfig file that Thunderbird reads, from the domain itself. Third-party directories are not asked, because they
/// would learn who looks for which domain.
async fn from_autoconfig(ctx: &Context, domain: &str, address: Option<&Address>) -> Vec<Suggestion> {
    let own = format!("autoconfig.{domain}");
    let (first, second) = tokio::join!(
        web::fetch(ctx, &own, "/mail/config-v1.1.xml", LIMIT),
        web::fetch(ctx, domain, "/.well-known/autoconfig/mail/config-v1.1.xml", LIMIT),
    );
    first.or(second).map(|it| from_autoconfig_file(&it, address)).unwrap_or_default()
}

fn from_autoconfig_file(xml: &str, address: Option<&Address>) -> Vec<Suggestion> {
    let options = roxmltree::ParsingOptions { allow_dtd: false, nodes_limit: 5_000, ..Default::default() };
    let Ok(document) = roxmltree::Document::parse_with_options(xml, options) else { return Vec::new() };
    let servers = document.descendants().filter(|it| it.has_tag_name("outgoingServer"));
    let suggestion = |server: roxmltree::Node<'_, '_>| {
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
    servers.filter_map(suggestion).collect()
}

/// Common names of submission servers. `is_host`: `domain` may be a host itself.
fn from_common_names(domain: &str, is_host: bool) -> Vec<Suggestion> {
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
        let suggestions = from_autoconfig_file(xml, Some(&address));
        let found: Vec<_> =
            suggestions.iter().map(|it| (it.endpoint.port, it.endpoint.security, it.username.as_deref())).collect();
        assert_eq!(
            found,
            [(465, Security::ImplicitTls, Some("anna")), (587, Security::Starttls, Some("anna@example.com"))]
        );
        for bad in ["", "<a", "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", "{}"] {
            assert!(from_autoconfig_file(bad, None).is_empty());
        }
    }
}
