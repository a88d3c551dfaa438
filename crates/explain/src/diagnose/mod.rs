//! Turns the failure of a stage into a finding. The match is exhaustive: every failure has a finding.

mod situation;
mod tls;
mod token;

pub use situation::Situation;

#[cfg(test)]
mod tests;

use std::net::IpAddr;

use smtp_doctor_catalogue::Entry;
use smtp_doctor_catalogue::Finding;
use smtp_doctor_catalogue::entries::*;
use smtp_doctor_model::Certificate;
use smtp_doctor_model::Field;
use smtp_doctor_model::Security;
use smtp_doctor_model::SettingsPatch;
use smtp_doctor_model::SignInMethod;
use smtp_doctor_model::Stage;
use smtp_doctor_settings::Endpoint;
use smtp_doctor_settings::Host;
use smtp_doctor_smtp::Mechanism;
use smtp_doctor_smtp::Reply;

use crate::engine::recognise;
use crate::failure::ConnectFailure;
use crate::failure::RefusedTarget;
use crate::failure::ResolveFailure;
use crate::failure::StageFailure;
use crate::oauth;

/// Warnings about a stage that passed.
pub fn warnings(at: Situation<'_>) -> Vec<Finding> {
    at.facts.certificates.first().and_then(|it| expires_soon(at, it)).into_iter().collect()
}

/// The IPv6 address does not work, but the IPv4 address does.
pub fn ipv6_broken(endpoint: &Endpoint, address: IpAddr) -> Finding {
    Finding::warning(&IPV6_BROKEN).at(Field::Server).saying(format!(
        "The IPv6 address {address} of {} does not answer on port {}. The IPv4 address does.",
        endpoint.host, endpoint.port
    ))
}

/// Certificates are usually renewed when a third of their validity is left. A short-lived certificate with more than that
/// needs no warning.
fn expires_soon(at: Situation<'_>, certificate: &Certificate) -> Option<Finding> {
    const NOTE_DAYS: i64 = 30;
    const WARNING_DAYS: i64 = 7;
    let left = certificate.days_left;
    if left > NOTE_DAYS || left > certificate.days_valid / 3 {
        return None;
    }
    let about = &CERTIFICATE_EXPIRES_SOON;
    let finding = if left <= WARNING_DAYS { Finding::warning(about) } else { Finding::info(about) };
    let days = if left == 1 { "1 day".to_owned() } else { format!("{left} days") };
    let host = &at.endpoint.host;
    Some(
        finding
            .at(Field::Server)
            .saying(format!("The certificate of {host} expires on {} (UTC), in {days}.", certificate.valid_until)),
    )
}

/// The finding for a failure, with the server's reply as evidence. With Microsoft OAuth, a sign-in finding includes the
/// set-up steps.
pub fn diagnose(at: Situation<'_>, failure: &StageFailure) -> Finding {
    let mut finding = finding(at, failure);
    let signs_in = matches!(failure, StageFailure::Token(_) | StageFailure::Refused(_))
        && (matches!(at.stage, Stage::Token | Stage::Auth) || *finding.about == SENDER_NOT_PERMITTED);
    if signs_in && at.settings.auth_method == SignInMethod::MicrosoftOauth {
        finding.set_up = oauth::set_up(at.settings, at.endpoint, at.token, finding.about);
    }
    finding
}

fn finding(at: Situation<'_>, failure: &StageFailure) -> Finding {
    let host = &at.endpoint.host;
    match failure {
        StageFailure::AuthNotOffered { starttls } => auth_not_offered(at, *starttls),
        StageFailure::CredentialsInClear => Finding::error(&SECURITY_NONE_WITH_PASSWORD)
            .at(Field::Security)
            .saying("The test did not sign in, because the password would have been sent unencrypted.")
            .fixed_by(SettingsPatch::security(Security::Starttls)),
        StageFailure::Connect(failure) => connect_finding(at, failure),
        StageFailure::Dropped(partial) => with_partial(Finding::error(&CONNECTION_DROPPED), partial.as_deref())
            .saying(format!("{host} closed the connection.")),
        StageFailure::MechanismUnsupported(offered) => {
            let names = offered.iter().map(Mechanism::name).collect::<Vec<_>>().join(", ");
            Finding::error(&AUTH_MECHANISM_UNSUPPORTED)
                .at(Field::Auth)
                .saying(format!("{host} offers only these sign-in mechanisms: {names}."))
        }
        StageFailure::MessageNotAllowed(recipient) => Finding::error(&MESSAGE_NOT_ALLOWED)
            .at(Field::To)
            .saying(format!("No test message was sent. This service does not allow messages to {recipient}.")),
        StageFailure::NotSmtp(received) => Finding::error(&NOT_SMTP)
            .at(Field::Port)
            .saying(format!("The server on port {} does not speak SMTP.", at.endpoint.port))
            .proven_by(received),
        StageFailure::Pairing(failure) => Finding::error(&TLS_PORT_MISMATCH)
            .at(Field::Security)
            .saying(format!(
                "Port {} of {host} {}, but you chose {}.",
                at.endpoint.port,
                security_phrase(failure.actual),
                at.endpoint.security.label()
            ))
            .proven_by(&failure.proof)
            .fixed_by(SettingsPatch::security(failure.actual)),
        StageFailure::Refused(reply) => reply_finding(at, reply),
        StageFailure::Resolve(failure) => resolve_finding(at, failure),
        StageFailure::Smtputf8NotOffered(address) => Finding::error(&ENCODING_UNSUPPORTED)
            .at(if at.stage == Stage::MailFrom { Field::From } else { Field::To })
            .saying(format!("{host} does not support non-ASCII addresses such as {address}.")),
        StageFailure::StarttlsInjection(received) => Finding::error(&STARTTLS_INJECTION)
            .at(Field::Security)
            .saying("The unencrypted data was discarded, and no credentials were sent.")
            .proven_by(received),
        StageFailure::StarttlsNotOffered => starttls_not_offered(at),
        StageFailure::Tls(failure) => tls::finding(at, failure),
        StageFailure::Token(failure) => token::finding(failure),
        StageFailure::TimedOut(milliseconds, partial) => timeout_finding(at, *milliseconds, partial.as_deref()),
    }
}

/// What a port does, for use in a sentence.
fn security_phrase(actual: Security) -> &'static str {
    match actual {
        Security::None | Security::Starttls => "starts unencrypted, as TLS (STARTTLS) expects",
        Security::ImplicitTls => "uses SSL (implicit TLS)",
    }
}

/// Many servers offer sign-in only after STARTTLS.
fn auth_not_offered(at: Situation<'_>, starttls: bool) -> Finding {
    let Endpoint { host, port, security } = at.endpoint;
    let finding = Finding::error(&AUTH_NOT_OFFERED);
    if starttls && *security == Security::None {
        finding
            .at(Field::Security)
            .saying(format!("Without encryption, {host} does not offer sign-in on port {port}. It offers STARTTLS."))
            .fixed_by(SettingsPatch::security(Security::Starttls))
    } else {
        finding.at(Field::Auth).saying(format!("{host} does not offer sign-in on port {port}."))
    }
}

fn resolve_finding(at: Situation<'_>, failure: &ResolveFailure) -> Finding {
    let host = &at.endpoint.host;
    match failure {
        ResolveFailure::NotFound => {
            Finding::error(&DNS_NOT_FOUND).at(Field::Server).saying(format!("The name {host} does not exist."))
        }
        ResolveFailure::NoAddress => Finding::error(&DNS_NOT_FOUND)
            .at(Field::Server)
            .saying(format!("The name {host} exists but has no address.")),
        ResolveFailure::Unavailable(why) => Finding::error(&DNS_UNAVAILABLE)
            .at(Field::Server)
            .saying(format!("The name {host} could not be looked up."))
            .proven_by(why),
        ResolveFailure::TargetNotAllowed(refused) => target_not_allowed(at.endpoint, *refused),
    }
}

/// The private address of a name is not shown: it may come from the operator's internal DNS.
fn target_not_allowed(endpoint: &Endpoint, refused: RefusedTarget) -> Finding {
    let Endpoint { host, port, .. } = endpoint;
    let (field, detail) = match (refused, host) {
        (RefusedTarget::Private, Host::Name(name)) => (
            Field::Server,
            format!("{name} resolves to a private or reserved address, which this service does not test."),
        ),
        (RefusedTarget::Private, Host::Ip(ip)) => {
            (Field::Server, format!("{ip} is a private or reserved address, which this service does not test."))
        }
        (RefusedTarget::Blocked, _) => {
            (Field::Server, format!("The operator of this service does not allow tests of {host}."))
        }
        (RefusedTarget::Port, _) => {
            (Field::Port, format!("Port {port} is not a mail port, so this service does not test it."))
        }
    };
    Finding::error(&TARGET_NOT_ALLOWED).at(field).saying(detail)
}

fn connect_finding(at: Situation<'_>, failure: &ConnectFailure) -> Finding {
    let Endpoint { host, port, .. } = at.endpoint;
    let (about, field, evidence) = match failure {
        ConnectFailure::Refused => (&CONNECTION_REFUSED, Field::Port, None),
        ConnectFailure::TimedOut => (&CONNECTION_TIMED_OUT, Field::Port, None),
        ConnectFailure::Unreachable(why) => (&NETWORK_UNREACHABLE, Field::Server, Some(why)),
        ConnectFailure::Other(why) => (&CONNECTION_DROPPED, Field::Server, Some(why)),
    };
    let finding = Finding::error(about).at(field).saying(format!("Cannot connect to {host} on port {port}."));
    let finding = match evidence {
        Some(why) => finding.proven_by(why),
        None => finding,
    };
    // Suggest a port on which the service is known to answer.
    match at.endpoint.provider().and_then(|it| it.endpoints.first()) {
        Some(best) if best.port != *port => finding.fixed_by(SettingsPatch::endpoint(best.port, best.security)),
        Some(_) | None => finding,
    }
}

fn starttls_not_offered(at: Situation<'_>) -> Finding {
    let finding = Finding::error(&STARTTLS_NOT_OFFERED)
        .at(Field::Security)
        .saying(format!("{} does not offer STARTTLS on port {}.", at.endpoint.host, at.endpoint.port));
    let fix = match at.endpoint.provider().and_then(|it| it.endpoints.first()) {
        Some(best) => SettingsPatch::endpoint(best.port, best.security),
        // Suggest no encryption only if no password would be sent.
        None if at.settings.auth_method == SignInMethod::None => SettingsPatch::security(Security::None),
        None => SettingsPatch::endpoint(465, Security::ImplicitTls),
    };
    finding.fixed_by(fix)
}

fn timeout_finding(at: Situation<'_>, milliseconds: u64, partial: Option<&str>) -> Finding {
    let field = if at.stage <= Stage::Tls { Some(Field::Port) } else { None };
    let seconds = milliseconds as f64 / 1000.0;
    let mut finding = with_partial(Finding::error(&SERVER_STALLED), partial).saying(format!(
        "{} did not answer within {seconds} seconds ({}).",
        at.endpoint.host,
        at.stage.label()
    ));
    finding.field = field;
    finding
}

fn with_partial(finding: Finding, partial: Option<&str>) -> Finding {
    match partial {
        Some(partial) => finding.proven_by(partial),
        None => finding,
    }
}

/// The finding for a reply, with the field that it is about.
fn reply_finding(at: Situation<'_>, reply: &Reply) -> Finding {
    let provider = at.endpoint.provider().map(|it| it.id);
    let about = match recognise(at.stage, reply, provider) {
        // The server announced STARTTLS, so any such reply is a refusal.
        about if at.stage == Stage::Starttls && is_about_tls(about) => &STARTTLS_REFUSED,
        // Servers also say "credentials" when they refuse a token.
        about if at.stage == Stage::Auth && *about == CREDENTIALS_REJECTED && at.settings.auth_method.has_token() => {
            &OAUTH_TOKEN_REJECTED
        }
        about => about,
    };
    let mut finding = Finding::error(about);
    finding.evidence = reply.verbatim().chain(at.facts.notes.iter().cloned()).collect();
    finding.field = field_for(at, about);
    finding.fix = fix_for(at, about);
    finding
}

fn is_about_tls(about: &Entry) -> bool {
    [&STARTTLS_NOT_OFFERED, &TLS_VERSION_UNSUPPORTED].contains(&about)
}

/// The entry's field, else the field that the stage is about.
fn field_for(at: Situation<'_>, about: &Entry) -> Option<Field> {
    about.field.or(match at.stage {
        Stage::Auth | Stage::Token => Some(Field::Auth),
        Stage::Starttls | Stage::Tls => Some(Field::Security),
        Stage::MailFrom | Stage::SenderDomain => Some(Field::From),
        Stage::RcptTo | Stage::Relay => Some(Field::To),
        Stage::Resolve
        | Stage::Connect
        | Stage::Greeting
        | Stage::Ehlo
        | Stage::EhloAgain
        | Stage::Message
        | Stage::Quit => None,
    })
}

fn fix_for(at: Situation<'_>, about: &Entry) -> Option<SettingsPatch> {
    if *about == TLS_REQUIRED && at.endpoint.security == Security::None {
        Some(SettingsPatch::security(Security::Starttls))
    } else if *about == SENDER_NOT_PERMITTED {
        let login = at.settings.username.as_deref().filter(|it| it.contains('@') && *it != at.settings.from)?;
        Some(SettingsPatch::text(Field::From, login))
    } else {
        None
    }
}
