//! The TLS handshake, with verification of the certificate.

use std::time::Duration;

use smtp_doctor_core::failure::PairingFailure;
use smtp_doctor_core::failure::StageFailure;
use smtp_doctor_core::model::Security;
use smtp_doctor_core::model::StageFacts;
use smtp_doctor_core::report::Speaker;
use smtp_doctor_core::settings::Endpoint;
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
use crate::tls::PresentedChain;
use crate::tls::VerifiedStream;
use crate::tls::version_name;
use crate::wire::Wire;
use crate::wire::WireParts;

/// Performs the handshake on a new connection (RFC 8314 §3.3). If the server stays silent, a second connection tries
/// plaintext meanwhile.
pub(crate) async fn implicit(ctx: &Context, endpoint: &Endpoint, session: Connected) -> StageResult<Connected> {
    let Connected { wire, address, .. } = session;
    let (stream, parts) = wire.into_plaintext().map_err(Failed::without_wire)?;
    let transcript = parts.transcript.clone();
    let time_left = parts.deadline.time_left();
    let alternative = async {
        tokio::time::sleep(ctx.deadlines.patience).await;
        let limit = time_left.saturating_sub(ctx.deadlines.patience);
        match alternative::other_pairing(ctx, endpoint, address, &transcript, limit).await {
            Some(pairing) => pairing,
            // Then the handshake decides, or its deadline.
            None => std::future::pending().await,
        }
    };
    let presented = PresentedChain::default();
    let outcome = tokio::select! {
        outcome = handshake(ctx, endpoint, stream, &parts, &presented) => outcome,
        pairing = alternative => Err(StageFailure::Pairing(pairing)),
    };
    let stream = outcome.map_err(|it| Failed::without_wire(it).with_facts(certificate_facts(endpoint, &presented)))?;
    let Secured { wire, pass, facts } = secured(endpoint, parts, stream, &presented);
    Ok(Passed::new(Connected { wire, address, pass: Some(pass) }, facts))
}

/// Performs the handshake after STARTTLS.
pub(crate) async fn upgrade(ctx: &Context, endpoint: &Endpoint, session: Upgrading) -> StageResult<Greeted> {
    let (stream, parts) = session.wire.into_plaintext().map_err(Failed::without_wire)?;
    let presented = PresentedChain::default();
    let outcome = handshake(ctx, endpoint, stream, &parts, &presented).await;
    let stream = outcome.map_err(|it| Failed::without_wire(it).with_facts(certificate_facts(endpoint, &presented)))?;
    let Secured { wire, pass, facts } = secured(endpoint, parts, stream, &presented);
    Ok(Passed::new(Greeted { wire, pass: Some(pass) }, facts))
}

async fn handshake(
    ctx: &Context,
    endpoint: &Endpoint,
    stream: TcpStream,
    parts: &WireParts,
    presented: &PresentedChain,
) -> Result<VerifiedStream, StageFailure> {
    let limit: Duration = parts.deadline.time_left();
    match timeout(limit, ctx.trust.handshake(&endpoint.host, stream, presented)).await {
        Err(_) => Err(StageFailure::TimedOut(parts.deadline.limit_ms(), None)),
        Ok(Ok(stream)) => Ok(stream),
        Ok(Err(HandshakeFailure::Dropped)) => Err(StageFailure::Dropped(None)),
        Ok(Err(HandshakeFailure::Tls(failure))) => Err(StageFailure::Tls(failure)),
        Ok(Err(HandshakeFailure::Plaintext(received))) => Err(plaintext_failure(endpoint, parts, &received)),
    }
}

/// Plaintext instead of a handshake: either the port does not start with TLS, or plaintext was injected after STARTTLS.
fn plaintext_failure(endpoint: &Endpoint, parts: &WireParts, received: &[u8]) -> StageFailure {
    let evidence = parts.transcript.evidence(received);
    if endpoint.security == Security::Starttls {
        StageFailure::StarttlsInjection(evidence)
    } else if received.starts_with(b"220") {
        let proof = evidence.split("\\r\\n").next().unwrap_or_default().to_owned();
        StageFailure::Pairing(PairingFailure { actual: Security::Starttls, proof })
    } else {
        StageFailure::NotSmtp(evidence)
    }
}

fn certificate_facts(endpoint: &Endpoint, presented: &PresentedChain) -> StageFacts {
    StageFacts {
        certificates: presented.describe(),
        expected_name: Some(endpoint.host.to_string()),
        ocsp_stapled: presented.ocsp_stapled(),
        ..StageFacts::default()
    }
}

/// A connection after its handshake.
struct Secured {
    wire: Wire,
    pass: CredentialPass,
    facts: StageFacts,
}

fn secured(endpoint: &Endpoint, parts: WireParts, stream: VerifiedStream, presented: &PresentedChain) -> Secured {
    let session = stream.connection();
    let version = version_name(session);
    let facts = StageFacts {
        tls_version: Some(version.to_owned()),
        cipher_suite: session.negotiated_cipher_suite().and_then(|it| it.suite().as_str()).map(str::to_owned),
        ..certificate_facts(endpoint, presented)
    };
    parts.transcript.add(Speaker::Note, &format!("TLS handshake done: {version}"));
    let pass = CredentialPass::from_handshake(&stream);
    Secured { wire: parts.secured(stream.into_inner()), pass, facts }
}
