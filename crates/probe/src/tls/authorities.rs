//! Certificate authorities: those that the operator adds, and the system's, which are read when they are first needed.
//!
//! Reading the system's hundred or so takes longer than a probe of a near server.

use std::fmt;
use std::sync::Arc;
use std::sync::OnceLock;

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

/// Why the certificate authorities cannot be used.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum TrustError {
    /// Neither the system nor the operator trusts any authority, so no certificate could be verified.
    NoAuthority,
    /// The added PEM text contains no certificate.
    NoCertificate,
    /// The added text is not valid PEM.
    Pem(Arc<rustls::pki_types::pem::Error>),
    /// An added certificate cannot be used as an authority, or TLS cannot be set up.
    Tls(rustls::Error),
    /// The authorities were refused by the verifier.
    Verifier(VerifierBuilderError),
}

impl fmt::Display for TrustError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoAuthority => f.write_str(
                "no certificate authorities are trusted: install the system's (package ca-certificates) or add a file",
            ),
            Self::NoCertificate => f.write_str("the certificate file contains no PEM certificate"),
            Self::Pem(error) => write!(f, "the certificate file is not valid PEM: {error}"),
            Self::Tls(error) => write!(f, "a certificate cannot be used as an authority: {error}"),
            Self::Verifier(error) => write!(f, "the certificate authorities cannot be used: {error}"),
        }
    }
}

impl std::error::Error for TrustError {}

/// Verifies certificates by the added authorities, and by all where those do not vouch.
#[derive(Debug)]
pub(crate) struct Authorities {
    provider: Arc<CryptoProvider>,
    added: RootCertStore,
    by_added: Option<Arc<WebPkiServerVerifier>>,
    by_all: OnceLock<Result<Arc<WebPkiServerVerifier>, TrustError>>,
}

impl Authorities {
    /// The system's and those in `added` (PEM).
    pub(crate) fn new(provider: Arc<CryptoProvider>, pem: Option<&[u8]>) -> Result<Self, TrustError> {
        let mut added = RootCertStore::empty();
        for certificate in pem.into_iter().flat_map(CertificateDer::pem_slice_iter) {
            let certificate = certificate.map_err(|error| TrustError::Pem(Arc::new(error)))?;
            added.add(certificate).map_err(TrustError::Tls)?;
        }
        if pem.is_some() && added.is_empty() {
            return Err(TrustError::NoCertificate);
        }
        let by_added = if added.is_empty() { None } else { Some(verifier(added.clone(), &provider)?) };
        Ok(Self { provider, added, by_added, by_all: OnceLock::new() })
    }

    /// Reads the system's, unless others are there to be trusted.
    pub(crate) fn ensure_any(&self) -> Result<(), TrustError> {
        if self.by_added.is_some() { Ok(()) } else { self.by_all().map(drop).map_err(Clone::clone) }
    }

    fn by_all(&self) -> Result<&Arc<WebPkiServerVerifier>, &TrustError> {
        let read = || {
            let mut roots = self.added.clone();
            // One that cannot be read must not keep the others from being trusted.
            roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
            if roots.is_empty() {
                return Err(TrustError::NoAuthority);
            }
            verifier(roots, &self.provider)
        };
        self.by_all.get_or_init(read).as_ref()
    }
}

fn verifier(roots: RootCertStore, provider: &Arc<CryptoProvider>) -> Result<Arc<WebPkiServerVerifier>, TrustError> {
    WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider.clone()).build().map_err(TrustError::Verifier)
}

impl ServerCertVerifier for Authorities {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        let by = |it: &WebPkiServerVerifier| {
            it.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now)
        };
        if let Some(Ok(verified)) = self.by_added.as_deref().map(by) {
            return Ok(verified);
        }
        by(self.by_all().map_err(|error| rustls::Error::General(error.to_string()))?)
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
