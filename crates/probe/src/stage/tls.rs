//! The TLS handshake, with verification of the certificate.

use std::time::Duration;

use smtp_doctor_core::failure::PairingFailure;
use smtp_doctor_core::failure::StageFailure;
use smtp_doctor_core::probe::Facts;
use smtp_doctor_core::probe::Speaker;
use smtp_doctor_core::settings::Endpoint;
use smtp_doctor_core::settings::Security;
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::alternative;
use crate::context::Context;
use crate::session::Connected;
use crate::session::CredentialPass;
use crate::session::Failed;
use crate::session::Greeted;
use crate::session::Passed;
use crate::session::StageResult;
use crate::session::Upgrading;
use crate::tls::HandshakeFailure;
use crate::tls::Shown;
use crate::tls::VerifiedStream;
use crate::tls::version_name;
use crate::wire::Parts;
use crate::wire::Wire;

/// Shakes hands on a fresh connection (RFC 8314 §3.3). If the server stays silent, the other pairing is tried beside it.
pub(crate) async fn implicit(ctx: &Context, endpoint: &Endpoint, session: Connected) -> StageResult<Connected> {
    let Connected { wire, address, .. } = session;
    let (stream, parts) = wire.into_clear().map_err(Failed::without_wire)?;
    let transcript = parts.transcript.clone();
    let time_left = parts.deadline.time_left();
    let alternative = async {
        tokio::time::sleep(ctx.deadlines.patience).await;
        let limit = time_left.saturating_sub(ctx.deadlines.patience);
        match alternative::other_pairing(ctx, endpoint, address, &transcript, limit).await {
            Some(pairing) => pairing,
            // The handshake itself decides, or its deadline.
            None => std::future::pending().await,
        }
    };
    let shown = Shown::default();
    let shaken = tokio::select! {
        shaken = shake_hands(ctx, endpoint, stream, &parts, &shown) => shaken,
        pairing = alternative => Err(StageFailure::Pairing(pairing)),
    };
    let stream = shaken.map_err(|it| Failed::without_wire(it).learning(facts_of(endpoint, &shown)))?;
    let Secured { wire, pass, facts } = secured(endpoint, parts, stream, &shown);
    Ok(Passed::new(Connected { wire, address, pass: Some(pass) }, facts))
}

/// Shakes hands after STARTTLS.
pub(crate) async fn upgrade(ctx: &Context, endpoint: &Endpoint, session: Upgrading) -> StageResult<Greeted> {
    let (stream, parts) = session.wire.into_clear().map_err(Failed::without_wire)?;
    let shown = Shown::default();
    let shaken = shake_hands(ctx, endpoint, stream, &parts, &shown).await;
    let stream = shaken.map_err(|it| Failed::without_wire(it).learning(facts_of(endpoint, &shown)))?;
    let Secured { wire, pass, facts } = secured(endpoint, parts, stream, &shown);
    Ok(Passed::new(Greeted { wire, pass: Some(pass) }, facts))
}

async fn shake_hands(
    ctx: &Context,
    endpoint: &Endpoint,
    stream: TcpStream,
    parts: &Parts,
    shown: &Shown,
) -> Result<VerifiedStream, StageFailure> {
    let limit: Duration = parts.deadline.time_left();
    match timeout(limit, ctx.trust.handshake(&endpoint.host, stream, shown)).await {
        Err(_) => Err(StageFailure::TimedOut(parts.deadline.limit_ms(), None)),
        Ok(Ok(stream)) => Ok(stream),
        Ok(Err(HandshakeFailure::Dropped)) => Err(StageFailure::Dropped(None)),
        Ok(Err(HandshakeFailure::Tls(failure))) => Err(StageFailure::Tls(failure)),
        Ok(Err(HandshakeFailure::Clear(seen))) => Err(in_clear(endpoint, parts, &seen)),
    }
}

/// Words in clear where a handshake belongs: the port does not begin with TLS, or somebody spoke in between.
fn in_clear(endpoint: &Endpoint, parts: &Parts, seen: &[u8]) -> StageFailure {
    let shown = parts.transcript.evidence(seen);
    if endpoint.security == Security::Starttls {
        StageFailure::StarttlsInjection(shown)
    } else if seen.starts_with(b"220") {
        let proof = shown.split("\\r\\n").next().unwrap_or_default().to_owned();
        StageFailure::Pairing(PairingFailure { speaks: Security::Starttls, proof })
    } else {
        StageFailure::NotSmtp(shown)
    }
}

fn facts_of(endpoint: &Endpoint, shown: &Shown) -> Facts {
    Facts {
        certificates: shown.read(),
        expected_name: Some(endpoint.host.to_string()),
        ocsp_stapled: shown.ocsp(),
        ..Facts::default()
    }
}

/// What a handshake leads to.
struct Secured {
    wire: Wire,
    pass: CredentialPass,
    facts: Facts,
}

fn secured(endpoint: &Endpoint, parts: Parts, stream: VerifiedStream, shown: &Shown) -> Secured {
    let session = stream.connection();
    let version = version_name(session);
    let facts = Facts {
        tls_version: Some(version.to_owned()),
        cipher_suite: session.negotiated_cipher_suite().and_then(|it| it.suite().as_str()).map(str::to_owned),
        ..facts_of(endpoint, shown)
    };
    parts.transcript.add(Speaker::Note, &format!("TLS handshake done: {version}"));
    let pass = CredentialPass::of_handshake(&stream);
    Secured { wire: parts.secured(stream.into_inner()), pass, facts }
}
