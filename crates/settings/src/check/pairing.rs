//! Compares the port with the secure connection.

use smtp_doctor_catalogue::Finding;
use smtp_doctor_catalogue::entries::*;
use smtp_doctor_model::Field;
use smtp_doctor_model::Security;
use smtp_doctor_model::SettingsPatch;

use crate::form::AuthForm;
use crate::form::SettingsForm;
use crate::provider::Provider;
use crate::settings::Draft;

/// The usual use of a port.
#[derive(Clone, Copy, Debug)]
pub struct PortUse {
    /// The TCP port.
    pub port: u16,
    /// The usual security; `None` if the port is not for submission.
    pub security: Option<Security>,
    /// What the port is for, for use in a sentence.
    pub description: &'static str,
}

const fn port(port: u16, security: Security, description: &'static str) -> PortUse {
    PortUse { port, security: Some(security), description }
}

const fn other(port: u16, description: &'static str) -> PortUse {
    PortUse { port, security: None, description }
}

/// Ports that users enter, in ascending order. A provider's own row takes precedence over this table.
pub const PORTS: &[PortUse] = &[
    other(21, "file transfer (FTP)"),
    other(22, "remote login (SSH)"),
    port(25, Security::Starttls, "the port between mail servers (RFC 5321)"),
    port(26, Security::Starttls, "a web host's substitute for port 25"),
    other(53, "name lookup (DNS)"),
    other(80, "web pages (HTTP)"),
    other(110, "reading mail (POP3)"),
    other(143, "reading mail (IMAP)"),
    other(389, "directories (LDAP)"),
    other(443, "web pages (HTTPS)"),
    port(465, Security::ImplicitTls, "the submission port with implicit TLS (RFC 8314)"),
    port(587, Security::Starttls, "the submission port with STARTTLS (RFC 6409)"),
    other(993, "reading mail (IMAP over TLS)"),
    other(995, "reading mail (POP3 over TLS)"),
    port(2465, Security::ImplicitTls, "a substitute for port 465 where that is blocked"),
    port(2525, Security::Starttls, "a substitute for port 587 where that is blocked"),
    port(2587, Security::Starttls, "a substitute for port 587 where that is blocked"),
    port(8025, Security::Starttls, "a substitute for port 587 where that is blocked"),
    port(8465, Security::ImplicitTls, "a substitute for port 465 where that is blocked"),
];

/// The usual port for a security.
pub const fn usual_port(security: Security) -> u16 {
    match security {
        Security::None => 25,
        Security::ImplicitTls => 465,
        Security::Starttls => 587,
    }
}

/// Findings on port and security. They are errors only if the provider is known to refuse the combination.
pub(super) fn check(form: &SettingsForm, draft: &Draft, findings: &mut Vec<Finding>) {
    let provider = draft.provider;
    let best = provider.and_then(|it| it.endpoints.first().copied());
    let Some(port) = draft.port else {
        suggest_port(form, best.map(|it| it.port), findings);
        return;
    };
    let with_password = !matches!(form.auth, AuthForm::None);
    let known = provider.and_then(|provider| check_provider(provider, port, form.security));
    let finding = match known {
        Some(Verdict::Fits) => None,
        Some(Verdict::Finding(finding)) => Some(*finding),
        None => check_port_table(port, form.security, with_password, best.map(|it| (it.port, it.security))),
    };
    let mismatch = finding.is_some();
    findings.extend(finding);
    if form.security == Security::None
        && !(mismatch && provider.is_some())
        && !matches!(provider_security(provider, port), Some(Security::None))
    {
        findings.push(unencrypted(port, with_password));
    }
}

/// Suggests a port if the field is blank.
fn suggest_port(form: &SettingsForm, best: Option<u16>, findings: &mut [Finding]) {
    if let Some(blank) = findings.iter_mut().find(|it| *it.about == PORT_BLANK) {
        let port = best.unwrap_or(if form.security == Security::ImplicitTls { 465 } else { 587 });
        blank.fix = Some(SettingsPatch::text(Field::Port, port.to_string()));
    }
}

enum Verdict {
    Finding(Box<Finding>),
    Fits,
}

/// Checks the combination against the provider's row.
fn check_provider(provider: &'static Provider, port: u16, security: Security) -> Option<Verdict> {
    let best = provider.endpoints.first()?;
    let on_port = || provider.endpoints.iter().filter(move |it| it.port == port);
    if on_port().any(|it| it.security == security) {
        return Some(Verdict::Fits);
    }
    let finding = if let Some(right) = on_port().next() {
        Finding::error(&PORT_SECURITY_MISMATCH)
            .at(Field::Security)
            .saying(format!("{} uses {} on port {port}.", provider.name, right.security.label()))
            .fixed_by(SettingsPatch::security(right.security))
    } else if provider.closed_ports.contains(&port) {
        Finding::error(&PROVIDER_MISMATCH)
            .at(Field::Port)
            .saying(format!("{} does not answer on port {port}.", provider.name))
            .fixed_by(SettingsPatch::endpoint(best.port, best.security))
    } else {
        Finding::warning(&PROVIDER_MISMATCH)
            .at(Field::Port)
            .saying(format!("{} does not document port {port}.", provider.name))
            .fixed_by(SettingsPatch::endpoint(best.port, best.security))
    };
    Some(Verdict::Finding(Box::new(finding)))
}

fn provider_security(provider: Option<&'static Provider>, port: u16) -> Option<Security> {
    provider?.endpoints.iter().find(|it| it.port == port).map(|it| it.security)
}

/// The row of a port in [`PORTS`].
fn port_use(port: u16) -> Option<PortUse> {
    PORTS.binary_search_by_key(&port, |it| it.port).ok().map(|at| PORTS[at])
}

/// Checks the combination against [`PORTS`]. Returns at most a warning.
fn check_port_table(
    port: u16,
    security: Security,
    with_password: bool,
    best: Option<(u16, Security)>,
) -> Option<Finding> {
    let row = port_use(port)?;
    let Some(usual) = row.security else {
        let (best_port, best_security) = best.unwrap_or((587, Security::Starttls));
        return Some(
            Finding::warning(&PORT_NOT_FOR_SUBMISSION)
                .at(Field::Port)
                .saying(format!("Port {port} is for {}.", row.description))
                .fixed_by(SettingsPatch::endpoint(best_port, best_security)),
        );
    };
    if port == 25 && with_password {
        return Some(
            Finding::warning(&PORT_NOT_FOR_SUBMISSION)
                .at(Field::Port)
                .saying("Port 25 is meant for mail between servers. Many networks block it, and few servers accept a sign-in there.")
                .fixed_by(SettingsPatch::endpoint(587, Security::Starttls)),
        );
    }
    // Every STARTTLS port may answer without encryption. That is `security-none`, not a mismatch.
    let mismatch = match security {
        Security::None => usual == Security::ImplicitTls,
        Security::ImplicitTls | Security::Starttls => usual != security,
    };
    mismatch.then(|| {
        Finding::warning(&PORT_SECURITY_MISMATCH)
            .at(Field::Security)
            .saying(
                ["Port ", &port.to_string(), " is ", row.description, ", but you chose ", security.label(), "."]
                    .concat(),
            )
            .fixed_by(SettingsPatch::security(usual))
    })
}

fn unencrypted(port: u16, with_password: bool) -> Finding {
    let fix = match port_use(port).and_then(|it| it.security) {
        Some(security) => SettingsPatch::security(security),
        None => SettingsPatch::endpoint(587, Security::Starttls),
    };
    let about = if with_password { &SECURITY_NONE_WITH_PASSWORD } else { &SECURITY_NONE };
    Finding::warning(about).at(Field::Security).fixed_by(fix)
}
