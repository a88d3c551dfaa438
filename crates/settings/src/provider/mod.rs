//! Known mail services: servers, ports, sign-in. Each fact has a source and a date.
//!
//! A row states only what its source states.

mod exchangers;
mod row;
mod table;

pub use row::Cloud;
pub use row::PasswordKind;
pub use row::Provider;
pub use row::ProviderEndpoint;
pub use row::ProviderGroup;
pub use row::UsernameForm;

/// All known services, by kind.
pub fn groups() -> &'static [ProviderGroup] {
    table::TABLES
}

/// All known services.
pub fn all() -> impl Iterator<Item = &'static Provider> {
    groups().iter().flat_map(|it| it.providers)
}

/// The service that a submission server belongs to. `host` is in lower case, without a final dot.
pub fn by_host(host: &str) -> Option<&'static Provider> {
    all().find(|it| it.hosts.iter().any(|known| host_matches(host, known)))
}

/// Whether `host` equals `known`, or ends with it if `known` starts with `*.`.
fn host_matches(host: &str, known: &str) -> bool {
    match known.strip_prefix('*') {
        Some(suffix) => host.len() > suffix.len() && host.ends_with(suffix),
        None => host == known,
    }
}

/// The service that a mailbox domain belongs to. `domain` is in lower case.
pub fn by_domain(domain: &str) -> Option<&'static Provider> {
    all().find(|it| it.domains.contains(&domain))
}

/// The service that a mail exchanger belongs to. `exchanger` is in lower case, without a final dot.
pub fn by_mx(exchanger: &str) -> Option<&'static Provider> {
    let fits = |suffix: &str| exchanger.strip_suffix(suffix).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    exchangers::EXCHANGERS.iter().find(|it| fits(it.0)).and_then(|it| by_id(it.1))
}

/// Whether `domain` is a mailbox domain of a known service. `domain` is in lower case.
pub fn is_mail_domain(domain: &str) -> bool {
    table::DOMAINS.contains(&domain)
}

/// The service with this `id`.
pub fn by_id(id: &str) -> Option<&'static Provider> {
    all().find(|it| it.id == id)
}

#[cfg(test)]
mod tests {
    #[cfg(feature = "texts")]
    use std::collections::BTreeSet;

    use super::*;

    #[cfg(feature = "texts")]
    #[test]
    fn every_row_is_unique_and_has_a_source() {
        let (mut ids, mut hosts, mut domains) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for provider in all() {
            assert!(ids.insert(provider.id), "{} is there twice", provider.id);
            assert!(
                !provider.source.is_empty() && provider.checked.len() == 10,
                "{} has no source or date",
                provider.id
            );
            assert!(!provider.hosts.is_empty() && !provider.endpoints.is_empty(), "{} cannot be reached", provider.id);
            assert!(provider.note.chars().count() <= 160, "{}: the note is long", provider.id);
            for host in provider.hosts {
                assert!(
                    hosts.insert(host) && *host == host.to_lowercase(),
                    "{host} is claimed twice or not in lower case"
                );
            }
            for domain in provider.domains {
                assert!(
                    domains.insert(domain) && *domain == domain.to_lowercase(),
                    "{domain} is claimed twice or not in lower case"
                );
            }
            for endpoint in provider.endpoints {
                assert!(
                    !provider.closed_ports.contains(&endpoint.port),
                    "{}: port {} is open and closed",
                    provider.id,
                    endpoint.port
                );
            }
        }
        assert!(all().count() >= 40);
    }

    #[test]
    fn servers_are_recognised_by_name_and_by_suffix() {
        assert_eq!(by_host("smtp.gmail.com").map(|it| it.id), Some("gmail"));
        assert_eq!(
            by_host("contoso-com.mail.protection.outlook.com").map(|it| it.id),
            Some("microsoft-365-direct-send")
        );
        assert!(by_host("mail.example.com").is_none());
        assert_eq!(by_domain("gmail.com").map(|it| it.id), Some("gmail"));
        assert!(all().flat_map(|it| it.domains).all(|it| is_mail_domain(it)) && !is_mail_domain("gmial.com"));
    }

    #[test]
    fn every_provider_of_an_audience_exists() {
        for entry in smtp_doctor_catalogue::ALL {
            let text = entry.text();
            let audiences = text.causes.iter().map(|it| it.audience).chain(text.steps.iter().map(|it| it.audience));
            for id in audiences.flat_map(|it| it.providers) {
                assert!(by_id(id).is_some(), "{}: no provider is called {id}", entry.slug);
            }
        }
    }
}
