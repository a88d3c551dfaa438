//! TLS: whose certificates are trusted, the handshake, and what its errors mean.

use std::fmt;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;
use std::task::Context as TaskContext;
use std::task::Poll;

use rustls::AlertDescription;
use rustls::CertificateError;
use rustls::ClientConfig;
use rustls::RootCertStore;
use rustls::client::VerifierBuilderError;
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::HandshakeSignatureValid;
use rustls::client::danger::ServerCertVerified;
use rustls::client::danger::ServerCertVerifier;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::ServerName;
use rustls::pki_types::UnixTime;
use rustls::pki_types::pem::PemObject as _;
use smtp_doctor_core::failure::TlsFailure;
use smtp_doctor_core::probe::Certificate;
use smtp_doctor_core::settings::Host;
use tokio::io::AsyncRead;
use tokio::io::AsyncWrite;
use tokio::io::ReadBuf;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use crate::certificate;

/// Whose certificates are trusted: the system's authorities, and those that the operator adds.
#[derive(Clone)]
pub struct Trust {
    verifying: Arc<ClientConfig>,
    blind: Arc<ClientConfig>,
    https: ClientConfig,
}

impl fmt::Debug for Trust {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Trust(..)")
    }
}

/// Why authorities could not be used.
#[derive(Debug)]
pub enum TrustError {
    /// Neither the system nor the operator names an authority, so that no certificate could ever be trusted.
    NoAuthority,
    /// The added file holds no certificate.
    NoCertificate,
    /// The added file is not a list of PEM certificates.
    Pem(rustls::pki_types::pem::Error),
    /// A certificate of the added file cannot be an authority, or TLS itself cannot be set up.
    Tls(rustls::Error),
    /// No verifier can be made of the authorities.
    Verifier(VerifierBuilderError),
}

impl fmt::Display for TrustError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoAuthority => f.write_str(
                "no certificate authorities are trusted: install those of the system (ca-certificates), or name a file",
            ),
            Self::NoCertificate => f.write_str("the certificate file holds no PEM certificate"),
            Self::Pem(error) => write!(f, "the certificate file is not PEM: {error}"),
            Self::Tls(error) => write!(f, "a certificate cannot be used as authority: {error}"),
            Self::Verifier(error) => write!(f, "the authorities cannot be used: {error}"),
        }
    }
}

impl std::error::Error for TrustError {}

impl Trust {
    /// The system's authorities, and those in `added` (PEM).
    ///
    /// # Errors
    ///
    /// [`TrustError`] if `added` cannot be used. Authorities of the system that cannot be read are left out.
    pub fn of_system(added: Option<&[u8]>) -> Result<Self, TrustError> {
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        if let Some(added) = added {
            let before = roots.len();
            for certificate in CertificateDer::pem_slice_iter(added) {
                roots.add(certificate.map_err(TrustError::Pem)?).map_err(TrustError::Tls)?;
            }
            if roots.len() == before {
                return Err(TrustError::NoCertificate);
            }
        }
        if roots.is_empty() {
            return Err(TrustError::NoAuthority);
        }
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let builder = || {
            ClientConfig::builder_with_provider(provider.clone())
                .with_safe_default_protocol_versions()
                .map_err(TrustError::Tls)
        };
        let roots = Arc::new(roots);
        let https = builder()?.with_root_certificates(roots.clone()).with_no_client_auth();
        let verifier = WebPkiServerVerifier::builder_with_provider(roots, provider.clone())
            .build()
            .map_err(TrustError::Verifier)?;
        let with = |verifier| {
            let watching = Watching { verifier, provider: provider.clone() };
            let builder = builder()?.dangerous().with_custom_certificate_verifier(Arc::new(watching));
            Ok::<_, TrustError>(builder.with_no_client_auth())
        };
        let (verifying, blind) = (with(Some(verifier))?, with(None)?);
        Ok(Self { verifying: Arc::new(verifying), blind: Arc::new(blind), https })
    }

    /// The same trust for HTTPS.
    pub(crate) fn for_https(&self) -> ClientConfig {
        self.https.clone()
    }

    /// Shakes hands and verifies the certificate; `shown` gets what the server shows, trusted or not.
    pub(crate) async fn handshake(
        &self,
        host: &Host,
        stream: TcpStream,
        shown: &Shown,
    ) -> Result<TlsStream<Recorded>, HandshakeFailure> {
        match SHOWN.scope(shown.clone(), shake_hands(&self.verifying, host, stream)).await {
            Ok(stream) => {
                // A resumed session verifies nothing anew; it remembers the chain.
                if shown.is_empty() {
                    shown.keep(stream.get_ref().1.peer_certificates().unwrap_or_default().iter(), None);
                }
                Ok(stream)
            }
            Err(HandshakeFailure::Tls(TlsFailure::CertificateUntrusted { .. })) => {
                let missing = certificate::missing_issuer(&shown.chain());
                Err(HandshakeFailure::Tls(TlsFailure::CertificateUntrusted { missing }))
            }
            Err(failure) => Err(failure),
        }
    }

    /// Shakes hands with whoever is there, to learn only that TLS is spoken. Nothing may be sent over it.
    pub(crate) async fn handshake_with_anybody(
        &self,
        host: &Host,
        stream: TcpStream,
    ) -> Result<TlsStream<Recorded>, HandshakeFailure> {
        shake_hands(&self.blind, host, stream).await
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
) -> Result<TlsStream<Recorded>, HandshakeFailure> {
    let name = match host {
        Host::Ip(ip) => ServerName::from(*ip),
        Host::Name(name) => ServerName::try_from(name.clone())
            .map_err(|_| HandshakeFailure::Tls(TlsFailure::Other(format!("{name} cannot stand in a certificate"))))?,
    };
    let connect = TlsConnector::from(config.clone()).connect(name, Recorded::new(stream)).into_fallible();
    match connect.await {
        Ok(mut stream) => {
            stream.get_mut().0.stop();
            Ok(stream)
        }
        Err((error, stream)) => Err(failure_of(&error, stream.seen)),
    }
}

fn failure_of(error: &io::Error, seen: Vec<u8>) -> HandshakeFailure {
    let Some(error) = error.get_ref().and_then(|it| it.downcast_ref::<rustls::Error>()) else {
        return HandshakeFailure::Dropped;
    };
    HandshakeFailure::Tls(match error {
        // A TLS record begins with a content type below 32; words in clear begin with a letter or digit.
        rustls::Error::InvalidMessage(_) if seen.first().is_some_and(|it| *it >= b' ') => {
            return HandshakeFailure::Clear(seen);
        }
        rustls::Error::InvalidCertificate(error) => certificate_failure_of(error),
        rustls::Error::AlertReceived(AlertDescription::ProtocolVersion) => TlsFailure::VersionUnsupported,
        rustls::Error::AlertReceived(alert) => TlsFailure::Alert(format!("{alert:?}")),
        rustls::Error::PeerIncompatible(
            rustls::PeerIncompatible::ServerDoesNotSupportTls12Or13
            | rustls::PeerIncompatible::ServerTlsVersionIsDisabledByOurConfig,
        ) => TlsFailure::VersionUnsupported,
        other => TlsFailure::Other(other.to_string()),
    })
}

fn certificate_failure_of(error: &CertificateError) -> TlsFailure {
    match error {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => TlsFailure::CertificateExpired,
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            TlsFailure::CertificateNotYetValid
        }
        CertificateError::NotValidForName => TlsFailure::CertificateNameMismatch(Vec::new()),
        CertificateError::NotValidForNameContext { presented, .. } => {
            TlsFailure::CertificateNameMismatch(presented.iter().map(|it| plain_name(it)).collect())
        }
        // A signature that does not fit comes from another authority of the same name.
        CertificateError::UnknownIssuer
        | CertificateError::BadSignature
        | CertificateError::UnsupportedSignatureAlgorithmForPublicKeyContext { .. } => {
            TlsFailure::CertificateUntrusted { missing: None }
        }
        // `openssl req -x509` makes certificates that are their own authority, and webpki refuses those as such.
        CertificateError::Other(other) if matches!(other.0.downcast_ref(), Some(webpki::Error::CaUsedAsEndEntity)) => {
            TlsFailure::CertificateSelfSigned
        }
        other => TlsFailure::Other(other.to_string()),
    }
}

/// `DnsName("mail.example.com")`, as rustls writes presented names, without its wrapping.
fn plain_name(presented: &str) -> String {
    presented.split('"').nth(1).unwrap_or(presented).to_owned()
}

/// A connection that remembers the first bytes it received, until the handshake is done: if they are no TLS, they
/// are the evidence.
#[derive(Debug)]
pub(crate) struct Recorded {
    stream: TcpStream,
    seen: Vec<u8>,
    recording: bool,
}

impl Recorded {
    /// So much is remembered.
    const LIMIT: usize = 512;

    fn new(stream: TcpStream) -> Self {
        Self { stream, seen: Vec::new(), recording: true }
    }

    fn stop(&mut self) {
        self.recording = false;
        self.seen = Vec::new();
    }

    /// The connection itself, for its options.
    pub(crate) fn get(&self) -> &TcpStream {
        &self.stream
    }
}

impl AsyncRead for Recorded {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut TaskContext<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = buf.filled().len();
        let poll = Pin::new(&mut self.stream).poll_read(cx, buf);
        if self.recording && self.seen.len() < Self::LIMIT {
            let new = &buf.filled()[before..];
            let length = new.len().min(Self::LIMIT - self.seen.len());
            self.seen.extend_from_slice(&new[..length]);
        }
        poll
    }
}

impl AsyncWrite for Recorded {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut TaskContext<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut TaskContext<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut TaskContext<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

/// The certificates that a server showed during a handshake.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shown(Arc<Mutex<Seen>>);

#[derive(Debug, Default)]
struct Seen {
    chain: Vec<CertificateDer<'static>>,
    ocsp: Option<bool>,
}

impl Shown {
    fn keep<'c>(&self, chain: impl Iterator<Item = &'c CertificateDer<'c>>, ocsp: Option<bool>) {
        *self.seen() = Seen { chain: chain.map(|it| it.clone().into_owned()).collect(), ocsp };
    }

    fn is_empty(&self) -> bool {
        self.seen().chain.is_empty()
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether a proof came along that the certificate was not revoked; none if no certificate came anew.
    pub(crate) fn ocsp(&self) -> Option<bool> {
        self.seen().ocsp
    }

    fn chain(&self) -> Vec<CertificateDer<'static>> {
        self.seen().chain.clone()
    }

    /// What they say.
    pub(crate) fn read(&self) -> Vec<Certificate> {
        certificate::read(&self.chain())
    }
}

tokio::task_local! {
    /// Where the handshake that runs keeps what it is shown. Not in the verifier: sessions are resumed only with the
    /// same one, so all handshakes share it.
    static SHOWN: Shown;
}

/// Verifies as rustls does, and keeps what was shown: after a failed handshake nobody else knows it.
#[derive(Debug)]
struct Watching {
    /// None: every certificate is believed. Used only to see whether a port speaks TLS at all.
    verifier: Option<Arc<WebPkiServerVerifier>>,
    provider: Arc<CryptoProvider>,
}

impl ServerCertVerifier for Watching {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        // Without a scope nobody asked.
        let _ = SHOWN.try_with(|shown| {
            shown.keep(std::iter::once(end_entity).chain(intermediates), Some(!ocsp_response.is_empty()))
        });
        match &self.verifier {
            Some(it) => it.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now),
            None => Ok(ServerCertVerified::assertion()),
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &rustls::DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        rustls::crypto::verify_tls12_signature(message, cert, dss, &self.provider.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &rustls::DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        rustls::crypto::verify_tls13_signature(message, cert, dss, &self.provider.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<rustls::SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}
