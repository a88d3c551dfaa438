//! Fetches an access token and inspects its claims, because mail servers refuse every faulty token with the same words.

use std::time::SystemTime;
use std::time::UNIX_EPOCH;

use smtp_doctor_core::failure::StageFailure;
use smtp_doctor_core::failure::TokenFailure;
use smtp_doctor_core::model::StageFacts;
use smtp_doctor_core::oauth;
use smtp_doctor_core::oauth::Expected;
use smtp_doctor_core::settings::Endpoint;
use smtp_doctor_core::settings::MicrosoftOauth;
use zeroize::Zeroizing;

use crate::context::Context;
use crate::session::Failed;
use crate::session::Passed;
use crate::session::Ready;
use crate::session::StageResult;

/// Fetches a token for `app`. Without encryption none is fetched, because it could not be used.
pub(crate) async fn fetch(
    ctx: &Context,
    endpoint: &Endpoint,
    app: &MicrosoftOauth,
    session: Ready,
) -> StageResult<(Ready, Zeroizing<String>)> {
    let Ready { wire, pass, capabilities } = session;
    if pass.is_none() {
        return Err(Failed::with_wire(StageFailure::CredentialsInClear, wire));
    }
    let transcript = wire.transcript.clone();
    transcript.arm();
    let token = match ctx.tokens.fetch(endpoint, app, wire.deadline.time_left()).await {
        Ok(token) => token,
        Err(failure) => {
            let failure = match failure {
                TokenFailure::Refused(reason) => TokenFailure::Refused(transcript.evidence_lines(&reason)),
                other => other,
            };
            return Err(Failed::with_wire(StageFailure::Token(failure), wire));
        }
    };
    transcript.hide([token.clone()]);
    let scope = ctx.tokens.scope(endpoint);
    let expected = Expected { scope: &scope, tenant: Some(&app.tenant_id), app: Some(&app.client_id) };
    let (facts, failures) = inspect(&token, Some(expected));
    if failures.is_empty() {
        Ok(Passed::new((Ready { wire, pass, capabilities }, token), facts))
    } else {
        Err(Box::new(Failed { failures, facts, wire: Some(wire) }))
    }
}

/// Reads a token's claims, and finds those that cannot work.
pub(crate) fn inspect(token: &str, expected: Option<Expected<'_>>) -> (StageFacts, Vec<StageFailure>) {
    let Some(claims) = oauth::decode(token) else { return (StageFacts::default(), Vec::new()) };
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |it| it.as_secs());
    let failures = oauth::faults(&claims, expected, now).into_iter().map(StageFailure::Token).collect();
    (StageFacts { token: Some(claims), ..StageFacts::default() }, failures)
}
