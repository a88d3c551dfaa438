//! The handshake, and what its errors mean.

use std::io;
use std::sync::Arc;

use rustls::AlertDescription;
use rustls::CertificateError;
use rustls::ClientConfig;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::ServerName;
use smtp_doctor_core::failure::TlsFailure;
use smtp_doctor_core::settings::Host;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use crate::tls::certificate;
use crate::tls::recording::RecordingStream;
use crate::tls::trust::Trust;
use crate::tls::verifier::PRESENTED;
use crate::tls::verifier::PresentedChain;

impl Trust {
    /// Performs the handshake and verifies the certificate. `presented` receives the chain, trusted or not.
    pub(crate) async fn handshake(
        &self,
        host: &Host,
        stream: TcpStream,
        presented: &PresentedChain,
    ) -> Result<VerifiedStream, HandshakeFailure> {
        let stream = connect(&self.verified, host, stream, presented).await?;
        // A resumed session skips verification, but rustls remembers its chain.
        if presented.is_empty() {
            presented.record(stream.get_ref().1.peer_certificates().unwrap_or_default().iter(), None);
        }
        Ok(VerifiedStream(stream))
    }

    /// Performs the handshake without verifying anything, only to see whether the port speaks TLS. Send nothing over it.
    pub(crate) async fn handshake_unverified(
        &self,
        host: &Host,
        stream: TcpStream,
    ) -> Result<TlsStream<RecordingStream>, HandshakeFailure> {
        connect(&self.unverified, host, stream, &PresentedChain::default()).await
    }
}

/// A TLS connection to a server whose certificate was verified. Only [`Trust::handshake`] makes one.
#[derive(Debug)]
pub(crate) struct VerifiedStream(TlsStream<RecordingStream>);

impl VerifiedStream {
    /// The TLS session, with what was negotiated.
    pub(crate) fn connection(&self) -> &rustls::ClientConnection {
        self.0.get_ref().1
    }

    pub(crate) fn into_inner(self) -> TlsStream<RecordingStream> {
        self.0
    }
}

/// The negotiated version for people, such as `TLS 1.3`.
pub(crate) fn version_name(session: &rustls::ClientConnection) -> &'static str {
    match session.protocol_version() {
        Some(rustls::ProtocolVersion::TLSv1_2) => "TLS 1.2",
        Some(rustls::ProtocolVersion::TLSv1_3) => "TLS 1.3",
        _ => "TLS",
    }
}

/// Why a handshake failed.
#[derive(Debug)]
pub(crate) enum HandshakeFailure {
    /// The server answered in plaintext. Holds its first bytes.
    Plaintext(Vec<u8>),
    /// The connection ended.
    Dropped,
    /// Both sides spoke TLS, but the handshake failed.
    Tls(TlsFailure),
}

async fn connect(
    config: &Arc<ClientConfig>,
    host: &Host,
    stream: TcpStream,
    presented: &PresentedChain,
) -> Result<TlsStream<RecordingStream>, HandshakeFailure> {
    let name = match host {
        Host::Ip(ip) => ServerName::from(*ip),
        Host::Name(name) => ServerName::try_from(name.clone()).map_err(|_| {
            HandshakeFailure::Tls(TlsFailure::Other(format!("{name} is not a name that a certificate can contain")))
        })?,
    };
    let handshake = TlsConnector::from(config.clone()).connect(name, RecordingStream::new(stream)).into_fallible();
    match PRESENTED.scope(presented.clone(), handshake).await {
        Ok(mut stream) => {
            stream.get_mut().0.stop_recording();
            Ok(stream)
        }
        Err((error, stream)) => Err(failure_of(&error, stream.recorded, &presented.chain())),
    }
}

/// Names the failure. `received`: the first bytes from the server; `chain`: the certificates it presented.
fn failure_of(error: &io::Error, received: Vec<u8>, chain: &[CertificateDer<'_>]) -> HandshakeFailure {
    let Some(error) = error.get_ref().and_then(|it| it.downcast_ref::<rustls::Error>()) else {
        return HandshakeFailure::Dropped;
    };
    HandshakeFailure::Tls(match error {
        // A TLS record starts with a content type below 32, plaintext with a letter or digit.
        rustls::Error::InvalidMessage(_) if received.first().is_some_and(|it| *it >= b' ') => {
            return HandshakeFailure::Plaintext(received);
        }
        rustls::Error::InvalidCertificate(error) => certificate_failure_of(error, chain),
        rustls::Error::AlertReceived(AlertDescription::ProtocolVersion) => TlsFailure::VersionUnsupported,
        rustls::Error::AlertReceived(alert) => TlsFailure::Alert(format!("{alert:?}")),
        rustls::Error::PeerIncompatible(
            rustls::PeerIncompatible::ServerDoesNotSupportTls12Or13
            | rustls::PeerIncompatible::ServerTlsVersionIsDisabledByOurConfig,
        ) => TlsFailure::VersionUnsupported,
        other => TlsFailure::Other(other.to_string()),
    })
}

fn certificate_failure_of(error: &CertificateError, chain: &[CertificateDer<'_>]) -> TlsFailure {
    match error {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => TlsFailure::CertificateExpired,
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            TlsFailure::CertificateNotYetValid
        }
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            TlsFailure::CertificateNameMismatch(certificate::server_names(chain))
        }
        // A bad signature means another authority with the same name.
        CertificateError::UnknownIssuer
        | CertificateError::BadSignature
        | CertificateError::UnsupportedSignatureAlgorithmForPublicKeyContext { .. } => {
            TlsFailure::CertificateUntrusted { missing: certificate::missing_issuer(chain) }
        }
        // `openssl req -x509` makes a CA certificate by default, which webpki refuses as a server certificate.
        CertificateError::Other(other) if matches!(other.0.downcast_ref(), Some(webpki::Error::CaUsedAsEndEntity)) => {
            TlsFailure::CertificateSelfSigned
        }
        other => TlsFailure::Other(other.to_string()),
    }
}
