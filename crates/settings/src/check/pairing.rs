//! Port against secure connection.

use smtp_doctor_catalogue::Finding;
use smtp_doctor_catalogue::entries::*;
use smtp_doctor_model::Field;
use smtp_doctor_model::Security;
use smtp_doctor_model::SettingsPatch;

use crate::form::AuthForm;
use crate::form::SettingsForm;
use crate::provider::Provider;
use crate::settings::Draft;

/// What a port is for.
#[derive(Clone, Copy, Debug)]
pub struct PortUse {
    /// The TCP port.
    pub port: u16,
    /// The secure connection that belongs to it; none where the port is not for submission.
    pub security: Option<Security>,
    /// What the port is, for a sentence.
    pub what: &'static str,
}

const fn port(port: u16, security: Security, what: &'static str) -> PortUse {
    PortUse { port, security: Some(security), what }
}

const fn other(port: u16, what: &'static str) -> PortUse {
    PortUse { port, security: None, what }
}

/// Every port that is met in this field, ascending. A provider's own row goes before this table.
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

/// The port that usually goes with a secure connection.
pub const fn usual_port(security: Security) -> u16 {
    match security {
        Security::None => 25,
        Security::ImplicitTls => 465,
        Security::Starttls => 587,
    }
}

/// Findings on port and secure connection. An error only where the provider is known to refuse the pair.
pub(super) fn look(form: &SettingsForm, draft: &Draft, findings: &mut Vec<Finding>) {
    let provider = draft.provider;
    let best = provider.and_then(|it| it.endpoints.first().copied());
    let Some(port) = draft.port else {
        suggest_port(form, best.map(|it| it.port), findings);
        return;
    };
    let with_password = !matches!(form.auth, AuthForm::None);
    let known = provider.and_then(|provider| of_provider(provider, port, form.security));
    let finding = match known {
        Some(Verdict::Fits) => None,
        Some(Verdict::Finding(finding)) => Some(*finding),
        None => of_table(port, form.security, with_password, best.map(|it| (it.port, it.security))),
    };
    let mismatch = finding.is_some();
    findings.extend(finding);
    if form.security == Security::None
        && !(mismatch && provider.is_some())
        && !matches!(known_fit(provider, port), Some(Security::None))
    {
        findings.push(in_clear(port, with_password));
    }
}

/// The port field is blank: offers the one that fits.
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

/// What the provider's row says of the pair; none where it says nothing of the port.
fn of_provider(provider: &'static Provider, port: u16, security: Security) -> Option<Verdict> {
    let best = provider.endpoints.first()?;
    let on_port = || provider.endpoints.iter().filter(move |it| it.port == port);
    if on_port().any(|it| it.security == security) {
        return Some(Verdict::Fits);
    }
    let finding = if let Some(right) = on_port().next() {
        Finding::error(&PORT_SECURITY_MISMATCH)
            .at(Field::Security)
            .saying(format!("{} speaks {} on port {port}.", provider.name, right.security.label()))
            .fixed_by(SettingsPatch::security(right.security))
    } else if provider.closed_ports.contains(&port) {
        Finding::error(&PROVIDER_MISMATCH)
            .at(Field::Port)
            .saying(format!("{} does not answer on port {port}.", provider.name))
            .fixed_by(SettingsPatch::endpoint(best.port, best.security))
    } else {
        Finding::warning(&PROVIDER_MISMATCH)
            .at(Field::Port)
            .saying(format!("{} documents other ports than {port}.", provider.name))
            .fixed_by(SettingsPatch::endpoint(best.port, best.security))
    };
    Some(Verdict::Finding(Box::new(finding)))
}

fn known_fit(provider: Option<&'static Provider>, port: u16) -> Option<Security> {
    provider?.endpoints.iter().find(|it| it.port == port).map(|it| it.security)
}

/// The table's row of a port.
fn use_of(port: u16) -> Option<PortUse> {
    PORTS.binary_search_by_key(&port, |it| it.port).ok().map(|at| PORTS[at])
}

/// What the table says of the pair; never more than a warning.
fn of_table(port: u16, security: Security, with_password: bool, best: Option<(u16, Security)>) -> Option<Finding> {
    let row = use_of(port)?;
    let Some(usual) = row.security else {
        let (best_port, best_security) = best.unwrap_or((587, Security::Starttls));
        return Some(
            Finding::warning(&PORT_NOT_FOR_SUBMISSION)
                .at(Field::Port)
                .saying(format!("Port {port} is for {}.", row.what))
                .fixed_by(SettingsPatch::endpoint(best_port, best_security)),
        );
    };
    if port == 25 && with_password {
        return Some(
            Finding::warning(&PORT_NOT_FOR_SUBMISSION)
                .at(Field::Port)
                .saying("Port 25 is meant for mail between servers: many networks block it, and few servers accept a sign in there.")
                .fixed_by(SettingsPatch::endpoint(587, Security::Starttls)),
        );
    }
    // Without encryption every STARTTLS port may answer; that is `security-none`, not a mismatch.
    let mismatch = match security {
        Security::None => usual == Security::ImplicitTls,
        Security::ImplicitTls | Security::Starttls => usual != security,
    };
    mismatch.then(|| {
        Finding::warning(&PORT_SECURITY_MISMATCH)
            .at(Field::Security)
            .saying(["Port ", &port.to_string(), " is ", row.what, "; ", security.label(), " was chosen."].concat())
            .fixed_by(SettingsPatch::security(usual))
    })
}

fn in_clear(port: u16, with_password: bool) -> Finding {
    let fix = match use_of(port).and_then(|it| it.security) {
        Some(security) => SettingsPatch::security(security),
        None => SettingsPatch::endpoint(587, Security::Starttls),
    };
    let about = if with_password { &SECURITY_NONE_WITH_PASSWORD } else { &SECURITY_NONE };
    Finding::warning(about).at(Field::Security).fixed_by(fix)
}
