//! Constants and functions that the rows share.

use smtp_doctor_model::Security;

use crate::provider::row::{PasswordKind, Provider, ProviderEndpoint, UsernameForm};

/// The date when the sources were checked.
pub(super) const CHECKED: &str = "2026-11-01";

/// Implicit TLS on 465 only.
pub(super) const TLS: &[ProviderEndpoint] = &[implicit(465)];

/// STARTTLS on 587 only.
pub(super) const STARTTLS: &[ProviderEndpoint] = &[starttls(587)];

/// Implicit TLS on 465, STARTTLS on 587.
pub(super) const BOTH: &[ProviderEndpoint] = &[implicit(465), starttls(587)];

/// The same two, for sources that list 587 first.
pub(super) const STARTTLS_FIRST: &[ProviderEndpoint] = &[starttls(587), implicit(465)];

/// Implicit TLS on 465, STARTTLS on 587 and 25.
pub(super) const BOTH_AND_25: &[ProviderEndpoint] = &[implicit(465), starttls(587), starttls(25)];

/// The usual ports of sending services: STARTTLS on 587, 2525 and 25, implicit TLS on 465.
pub(super) const RELAY: &[ProviderEndpoint] = &[starttls(587), starttls(2525), starttls(25), implicit(465)];

/// STARTTLS on 587 and 2525.
pub(super) const STARTTLS_2525: &[ProviderEndpoint] = &[starttls(587), starttls(2525)];

/// STARTTLS on 587 and 25.
pub(super) const STARTTLS_25: &[ProviderEndpoint] = &[starttls(587), starttls(25)];

/// A row's source. Builds without texts leave it out, because no finding shows it.
pub(super) const fn cited(source: &'static str) -> &'static str {
    if cfg!(feature = "texts") { source } else { "" }
}

/// A row with default values.
pub(super) const fn service(
    id: &'static str,
    name: &'static str,
    hosts: &'static [&'static str],
    endpoints: &'static [ProviderEndpoint],
) -> Provider {
    Provider {
        id,
        name,
        cloud: None,
        hosts,
        domains: &[],
        endpoints,
        closed_ports: &[],
        username: UsernameForm::Any,
        password: PasswordKind::Account,
        oauth: false,
        note: "",
        source: "",
        checked: CHECKED,
    }
}

/// Implicit TLS on this port.
pub(super) const fn implicit(port: u16) -> ProviderEndpoint {
    ProviderEndpoint { port, security: Security::ImplicitTls }
}

/// STARTTLS on this port.
pub(super) const fn starttls(port: u16) -> ProviderEndpoint {
    ProviderEndpoint { port, security: Security::Starttls }
}

/// No encryption on this port.
pub(super) const fn plain(port: u16) -> ProviderEndpoint {
    ProviderEndpoint { port, security: Security::None }
}
