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
use crate::tls::recorded::Recorded;
use crate::tls::trust::Trust;
use crate::tls::verifier::SHOWN;
use crate::tls::verifier::Shown;

impl Trust {
    /// Shakes hands and verifies the certificate; `shown` gets what the server shows, trusted or not.
    pub(crate) async fn handshake(
        &self,
        host: &Host,
        stream: TcpStream,
        shown: &Shown,
    ) -> Result<VerifiedStream, HandshakeFailure> {
        let stream = shake_hands(&self.verifying, host, stream, shown).await?;
        // A resumed session verifies nothing anew; it remembers the chain.
        if shown.is_empty() {
            shown.keep(stream.get_ref().1.peer_certificates().unwrap_or_default().iter(), None);
        }
        Ok(VerifiedStream(stream))
    }

    /// Shakes hands with whoever is there, to learn only that TLS is spoken. Nothing may be sent over it.
    pub(crate) async fn handshake_with_anybody(
        &self,
        host: &Host,
        stream: TcpStream,
    ) -> Result<TlsStream<Recorded>, HandshakeFailure> {
        shake_hands(&self.blind, host, stream, &Shown::default()).await
    }
}

/// A connection inside TLS, to a server whose certificate was verified. Only [`Trust::handshake`] makes one.
#[derive(Debug)]
pub(crate) struct VerifiedStream(TlsStream<Recorded>);

impl VerifiedStream {
    /// What was negotiated.
    pub(crate) fn connection(&self) -> &rustls::ClientConnection {
        self.0.get_ref().1
    }

    /// The stream, to read from and write to.
    pub(crate) fn into_inner(self) -> TlsStream<Recorded> {
        self.0
    }
}

/// The version as people write it.
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
    /// The server answered in clear; what it said.
    Clear(Vec<u8>),
    /// The connection ended.
    Dropped,
    /// TLS was spoken, but did not come about.
    Tls(TlsFailure),
}

async fn shake_hands(
    config: &Arc<ClientConfig>,
    host: &Host,
    stream: TcpStream,
    shown: &Shown,
) -> Result<TlsStream<Recorded>, HandshakeFailure> {
    let name = match host {
        Host::Ip(ip) => ServerName::from(*ip),
        Host::Name(name) => ServerName::try_from(name.clone())
            .map_err(|_| HandshakeFailure::Tls(TlsFailure::Other(format!("{name} cannot stand in a certificate"))))?,
    };
    let connect = TlsConnector::from(config.clone()).connect(name, Recorded::new(stream)).into_fallible();
    match SHOWN.scope(shown.clone(), connect).await {
        Ok(mut stream) => {
            stream.get_mut().0.stop();
            Ok(stream)
        }
        Err((error, stream)) => Err(failure_of(&error, stream.seen, &shown.chain())),
    }
}

/// `seen`: the first bytes that the server sent; `chain`: the certificates that it showed.
fn failure_of(error: &io::Error, seen: Vec<u8>, chain: &[CertificateDer<'_>]) -> HandshakeFailure {
    let Some(error) = error.get_ref().and_then(|it| it.downcast_ref::<rustls::Error>()) else {
        return HandshakeFailure::Dropped;
    };
    HandshakeFailure::Tls(match error {
        // A TLS record begins with a content type below 32; words in clear begin with a letter or digit.
        rustls::Error::InvalidMessage(_) if seen.first().is_some_and(|it| *it >= b' ') => {
            return HandshakeFailure::Clear(seen);
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
        // A signature that does not fit comes from another authority of the same name.
        CertificateError::UnknownIssuer
        | CertificateError::BadSignature
        | CertificateError::UnsupportedSignatureAlgorithmForPublicKeyContext { .. } => {
            TlsFailure::CertificateUntrusted { missing: certificate::missing_issuer(chain) }
        }
        // `openssl req -x509` makes certificates that are their own authority, and webpki refuses those as such.
        CertificateError::Other(other) if matches!(other.0.downcast_ref(), Some(webpki::Error::CaUsedAsEndEntity)) => {
            TlsFailure::CertificateSelfSigned
        }
        other => TlsFailure::Other(other.to_string()),
    }
}
