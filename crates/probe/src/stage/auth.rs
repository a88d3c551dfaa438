//! Signs in (RFC 4954 §4) with user name and password or with an access token.
//!
//! A probe makes one attempt, so that a wrong password counts only once towards a lockout. A second mechanism is tried only
//! after 504, because then the server did not look at the credentials.

use smtp_doctor_core::failure::StageFailure;
use smtp_doctor_core::model::StageFacts;
use smtp_doctor_core::oauth::Expected;
use smtp_doctor_core::oauth::MicrosoftCloud;
use smtp_doctor_core::provider::Cloud;
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
use crate::stage::reply::reply_facts;
use crate::stage::token;
use crate::wire::Wire;

/// The server does not support the mechanism (RFC 4954 §4, from RFC 5321's "parameter not implemented").
const UNSUPPORTED_MECHANISM: u16 = 504;

/// The mechanisms for a password, best first.
pub(crate) const PASSWORD_MECHANISMS: &[Mechanism] = &[Mechanism::Plain, Mechanism::Login];

/// The mechanisms for an access token, best first.
pub(crate) const TOKEN_MECHANISMS: &[Mechanism] = &[Mechanism::Xoauth2, Mechanism::Oauthbearer];

/// What the server is asked to accept.
#[derive(Clone, Copy)]
pub(crate) enum Credentials<'a> {
    Password { username: &'a str, password: &'a Secret },
    Token { username: &'a str, token: &'a str, endpoint: &'a Endpoint },
}

impl Credentials<'_> {
    /// The mechanisms that can carry them, best first.
    fn mechanisms(self) -> &'static [Mechanism] {
        match self {
            Self::Password { .. } => PASSWORD_MECHANISMS,
            Self::Token { .. } => TOKEN_MECHANISMS,
        }
    }

    /// The client's messages with `mechanism`, in order.
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

/// Signs in with the token that the settings contain. A token whose own claims rule it out is not sent.
pub(crate) async fn sign_in_with_given_token(
    session: Ready,
    username: &str,
    given: &Secret,
    endpoint: &Endpoint,
) -> StageResult<Ready> {
    let scope = MicrosoftCloud::of(&endpoint.host).scope;
    let microsoft = endpoint.provider().is_some_and(|it| it.cloud == Some(Cloud::Microsoft365));
    let (facts, failures) =
        token::inspect(given.expose(), microsoft.then_some(Expected { scope, tenant: None, app: None }));
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

/// Signs in with `credentials`.
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
    let mut mechanism: &Mechanism = first;
    let mut exchange = exchange_with(&mut wire, &pass, mechanism, credentials).await;
    if let (Ok(AuthExchange { verdict, .. }), Some(second)) = (&exchange, others.first())
        && verdict.code == UNSUPPORTED_MECHANISM
    {
        mechanism = second;
        exchange = exchange_with(&mut wire, &pass, mechanism, credentials).await;
    }
    match exchange {
        Ok(AuthExchange { verdict, challenge }) => {
            let notes = challenge.map(|it| format!("The server's reason: {it}")).into_iter().collect();
            let facts = StageFacts { mechanism: Some(mechanism.to_string()), notes, ..reply_facts(&verdict) };
            if verdict.code == 235 {
                Ok(Passed::new(Ready { wire, pass: Some(pass), capabilities }, facts))
            } else {
                Err(Failed::with_wire(StageFailure::Refused(verdict), wire).with_facts(facts))
            }
        }
        Err(failure) => Err(Failed::with_wire(failure, wire)),
    }
}

/// How an exchange with one mechanism ended.
struct AuthExchange {
    /// The server's final reply.
    verdict: Reply,
    /// Why the server refused a token, if it said so before its verdict.
    challenge: Option<String>,
}

async fn exchange_with(
    wire: &mut Wire,
    _pass: &CredentialPass,
    mechanism: &Mechanism,
    credentials: Credentials<'_>,
) -> Result<AuthExchange, StageFailure> {
    let messages = credentials.messages(mechanism);
    // A server may echo what it receives.
    wire.transcript.hide_messages(messages.iter().cloned());
    let mut messages = messages.iter().peekable();
    // An initial response saves a round trip. LOGIN's specification has none, and most tokens are too long for one.
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
    let challenge = smtp::decode_challenge(&reply.lines.join("")).map(|it| wire.transcript.evidence(it.as_bytes()));
    if let Some(challenge) = &challenge {
        wire.transcript.note(challenge);
    }
    let verdict = wire.command(&Command::AuthMessage(&smtp::refusal_response(mechanism))).await?;
    Ok(AuthExchange { verdict, challenge })
}
