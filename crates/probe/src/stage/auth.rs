//! Sign in with user name and password (RFC 4954 §4).
//!
//! One attempt per probe, so that a wrong password counts once at the server; a second mechanism only after 504, which
//! says that the first one was not tried at all.

use smtp_doctor_core::failure::StageFailure;
use smtp_doctor_core::probe::Facts;
use smtp_doctor_core::settings::Secret;
use smtp_doctor_core::smtp;
use smtp_doctor_core::smtp::Command;
use smtp_doctor_core::smtp::Mechanism;
use smtp_doctor_core::smtp::Reply;

use crate::session::CredentialPass;
use crate::session::Failed;
use crate::session::Passed;
use crate::session::Ready;
use crate::session::StageResult;
use crate::stage::of_reply;
use crate::wire::Wire;

/// The server does not know the mechanism (RFC 4954 §6, of RFC 5321's "parameter not implemented").
const MECHANISM_UNKNOWN: u16 = 504;

/// Signs in.
pub(crate) async fn password(session: Ready, username: &str, password: &Secret) -> StageResult<Ready> {
    let Ready { mut wire, pass, capabilities } = session;
    let mechanisms: Vec<&Mechanism> = [Mechanism::Plain, Mechanism::Login]
        .iter()
        .filter_map(|usable| capabilities.auth.iter().find(|it| *it == usable))
        .collect();
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
    let mut verdict = sign_in(&mut wire, &pass, used, username, password).await;
    if let (Ok(reply), Some(second)) = (&verdict, others.first())
        && reply.code == MECHANISM_UNKNOWN
    {
        used = second;
        verdict = sign_in(&mut wire, &pass, used, username, password).await;
    }
    match verdict {
        Ok(reply) => {
            let facts = Facts { mechanism: Some(used.to_string()), ..of_reply(&reply) };
            if reply.code == 235 {
                Ok(Passed::new(Ready { wire, pass: Some(pass), capabilities }, facts))
            } else {
                Err(Failed::with_wire(StageFailure::Refused(reply), wire).learning(facts))
            }
        }
        Err(failure) => Err(Failed::with_wire(failure, wire)),
    }
}

/// One attempt; the server's last reply is its verdict.
async fn sign_in(
    wire: &mut Wire,
    _pass: &CredentialPass,
    mechanism: &Mechanism,
    username: &str,
    password: &Secret,
) -> Result<Reply, StageFailure> {
    let messages = match mechanism {
        Mechanism::Login => vec![smtp::login_username(username), smtp::login_password(password.expose())],
        _ => vec![smtp::plain(username, password.expose())],
    };
    let mut messages = messages.iter().peekable();
    // PLAIN saves a round trip with its message on the line of AUTH. LOGIN has no such form in its specification.
    let initial = match (mechanism, messages.peek()) {
        (Mechanism::Plain, Some(message)) if smtp::fits_initial_response(mechanism, message) => messages.next(),
        _ => None,
    };
    let mut reply = wire.command(&Command::Auth(mechanism, initial)).await?;
    for message in messages {
        if reply.code != 334 {
            break;
        }
        reply = wire.command(&Command::AuthMessage(message)).await?;
    }
    Ok(reply)
}
