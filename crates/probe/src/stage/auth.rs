//! Sign in (RFC 4954 §4): with user name and password, or with an access token.
//!
//! One exchange per probe, so that a wrong password counts once at the server; a second mechanism only after 504, which
//! says that the first one was not tried at all.

use smtp_doctor_core::failure::StageFailure;
use smtp_doctor_core::oauth::Cloud;
use smtp_doctor_core::oauth::Expected;
use smtp_doctor_core::probe::Facts;
use smtp_doctor_core::settings::Endpoint;
use smtp_doctor_core::settings::Secret;
use smtp_doctor_core::smtp;
use smtp_doctor_core::smtp::Command;
use smtp_doctor_core::smtp::Mechanism;
use smtp_doctor_core::smtp::Reply;
use zeroize::Zeroizing;

use crate::session::CredentialPass;
use crate::session::Failed;
use crate::session::Passed;
use crate::session::Ready;
use crate::session::StageResult;
use crate::stage::reply_facts;
use crate::stage::token;
use crate::wire::Wire;

/// The server does not know the mechanism (RFC 4954 §6, of RFC 5321's "parameter not implemented").
const MECHANISM_UNKNOWN: u16 = 504;

/// The mechanisms that carry a password, the best first.
pub(crate) const FOR_PASSWORDS: &[Mechanism] = &[Mechanism::Plain, Mechanism::Login];

/// The mechanisms that carry an access token, the best first.
pub(crate) const FOR_TOKENS: &[Mechanism] = &[Mechanism::Xoauth2, Mechanism::Oauthbearer];

/// What is shown to the server.
#[derive(Clone, Copy)]
pub(crate) enum Credentials<'a> {
    Password { username: &'a str, password: &'a Secret },
    Token { username: &'a str, token: &'a str, endpoint: &'a Endpoint },
}

impl Credentials<'_> {
    /// The mechanisms that carry them.
    fn mechanisms(self) -> &'static [Mechanism] {
        match self {
            Self::Password { .. } => FOR_PASSWORDS,
            Self::Token { .. } => FOR_TOKENS,
        }
    }

    /// What is said by `mechanism`, line by line.
    fn messages(self, mechanism: &Mechanism) -> Vec<Zeroizing<String>> {
        match self {
            Self::Password { username, password } if *mechanism == Mechanism::Login => {
                vec![smtp::login_username(username), smtp::login_password(password.expose())]
            }
            Self::Password { username, password } => vec![smtp::plain(username, password.expose())],
            Self::Token { username, token, endpoint } if *mechanism == Mechanism::Oauthbearer => {
                vec![smtp::oauthbearer(username, &endpoint.host.to_string(), endpoint.port, token)]
            }
            Self::Token { username, token, .. } => vec![smtp::xoauth2(username, token)],
        }
    }
}

/// Signs in with a token that somebody has. What it says of itself is looked at before the server is asked.
pub(crate) async fn with_ready_token(
    session: Ready,
    username: &str,
    given: &Secret,
    endpoint: &Endpoint,
) -> StageResult<Ready> {
    let scope = Cloud::of(&endpoint.host).scope;
    let microsoft = endpoint.provider().is_some_and(|it| it.id.starts_with("microsoft-365"));
    let (facts, failures) =
        token::look(given.expose(), microsoft.then_some(Expected { scope, tenant: None, app: None }));
    if !failures.is_empty() {
        return Err(Box::new(Failed { failures, facts, wire: Some(session.wire) }));
    }
    let mut result = sign_in(session, Credentials::Token { username, token: given.expose(), endpoint }).await;
    match &mut result {
        Ok(passed) => passed.facts.token = facts.token,
        Err(failed) => failed.facts.token = facts.token,
    }
    result
}

/// Signs in.
pub(crate) async fn sign_in(session: Ready, credentials: Credentials<'_>) -> StageResult<Ready> {
    let Ready { mut wire, pass, capabilities } = session;
    let mechanisms: Vec<&Mechanism> =
        credentials.mechanisms().iter().filter(|usable| capabilities.auth.contains(usable)).collect();
    let Some((first, others)) = mechanisms.split_first() else {
        let failure = if capabilities.auth.is_empty() {
            StageFailure::AuthNotOffered { starttls: capabilities.starttls }
        } else {
            StageFailure::MechanismUnsupported(capabilities.auth)
        };
        return Err(Failed::with_wire(failure, wire));
    };
    let Some(pass) = pass else {
        return Err(Failed::with_wire(StageFailure::CredentialsInClear, wire));
    };
    let mut used: &Mechanism = first;
    let mut exchange = exchange_with(&mut wire, &pass, used, credentials).await;
    if let (Ok(AuthExchange { verdict, .. }), Some(second)) = (&exchange, others.first())
        && verdict.code == MECHANISM_UNKNOWN
    {
        used = second;
        exchange = exchange_with(&mut wire, &pass, used, credentials).await;
    }
    match exchange {
        Ok(AuthExchange { verdict, challenge }) => {
            let notes = challenge.map(|it| format!("The server's reason: {it}")).into_iter().collect();
            let facts = Facts { mechanism: Some(used.to_string()), notes, ..reply_facts(&verdict) };
            if verdict.code == 235 {
                Ok(Passed::new(Ready { wire, pass: Some(pass), capabilities }, facts))
            } else {
                Err(Failed::with_wire(StageFailure::Refused(verdict), wire).with_facts(facts))
            }
        }
        Err(failure) => Err(Failed::with_wire(failure, wire)),
    }
}

/// How one exchange ended.
struct AuthExchange {
    /// The server's last reply.
    verdict: Reply,
    /// Why a token was refused, where the server said so before its verdict.
    challenge: Option<String>,
}

async fn exchange_with(
    wire: &mut Wire,
    _pass: &CredentialPass,
    mechanism: &Mechanism,
    credentials: Credentials<'_>,
) -> Result<AuthExchange, StageFailure> {
    let messages = credentials.messages(mechanism);
    // A server may echo what it was sent.
    wire.transcript.hide_messages(messages.iter().cloned());
    let mut messages = messages.iter().peekable();
    // A message on the line of AUTH saves a round trip. LOGIN has no such form in its specification, and tokens are
    // nearly always too long for it.
    let initial = match messages.peek() {
        Some(message) if *mechanism != Mechanism::Login && smtp::fits_initial_response(mechanism, message) => {
            messages.next()
        }
        _ => None,
    };
    let mut reply = wire.command(&Command::Auth(mechanism, initial)).await?;
    for message in messages {
        if reply.code != 334 {
            break;
        }
        reply = wire.command(&Command::AuthMessage(message)).await?;
    }
    if reply.code != 334 || !matches!(credentials, Credentials::Token { .. }) {
        return Ok(AuthExchange { verdict: reply, challenge: None });
    }
    let challenge = smtp::challenge(&reply.lines.join("")).map(|it| wire.transcript.evidence(it.as_bytes()));
    if let Some(challenge) = &challenge {
        wire.transcript.note(challenge);
    }
    let verdict = wire.command(&Command::AuthMessage(&smtp::after_refusal(mechanism))).await?;
    Ok(AuthExchange { verdict, challenge })
}
