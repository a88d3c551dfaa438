//! The other security: when a server stays silent, a second connection tries TLS instead of plaintext, or the reverse.
//!
//! Otherwise, plaintext on a TLS port would only show as a time-out, which could mean anything. The second connection ends
//! with the greeting, and no credentials are sent.

use std::time::Duration;

use smtp_doctor_core::failure::PairingFailure;
use smtp_doctor_core::model::Security;
use smtp_doctor_core::settings::Endpoint;
use tokio::time::timeout;

use crate::context::Context;
use crate::net::Net;
use crate::policy::VettedAddr;
use crate::tls;
use crate::transcript::Transcript;
use crate::wire::Wire;

/// Connects to `address` with the other security than `endpoint` says. Returns what the server speaks if it sends a
/// greeting within `limit`.
pub(crate) async fn other_pairing(
    ctx: &Context,
    endpoint: &Endpoint,
    address: VettedAddr,
    transcript: &Transcript,
    limit: Duration,
) -> Option<PairingFailure> {
    let ask = async {
        let stream = Net::dial(address, None).await.ok()?;
        let wire = Wire::new(stream, transcript.separate(), limit);
        let (actual, mut wire, prefix) = match endpoint.security {
            Security::ImplicitTls => (Security::Starttls, wire, String::new()),
            Security::None | Security::Starttls => {
                let (stream, parts) = wire.into_plaintext().ok()?;
                let stream = ctx.trust.handshake_unverified(&endpoint.host, stream).await.ok()?;
                let prefix = format!("{} handshake, then ", tls::version_name(stream.get_ref().1));
                (Security::ImplicitTls, parts.secured(stream), prefix)
            }
        };
        let greeting = wire.reply().await.ok().filter(|it| it.code == 220)?;
        let first = greeting.verbatim().next().unwrap_or_default();
        Some(PairingFailure { actual, proof: format!("{prefix}{first}") })
    };
    timeout(limit, ask).await.ok().flatten()
}
