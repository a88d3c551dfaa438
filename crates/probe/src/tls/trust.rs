//! Which certificate authorities are trusted.

use std::fmt;
use std::sync::Arc;

use rustls::ClientConfig;
use rustls::RootCertStore;
use rustls::client::VerifierBuilderError;
use rustls::client::WebPkiServerVerifier;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;

use crate::tls::verifier::RecordingVerifier;

/// The trusted certificate authorities: those of the system, and those that the operator adds.
///
/// Cheap to clone. Clones share the TLS session cache.
#[derive(Clone)]
pub struct Trust {
    pub(super) verified: Arc<ClientConfig>,
    pub(super) unverified: Arc<ClientConfig>,
    https: ClientConfig,
}

impl fmt::Debug for Trust {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Trust(..)")
    }
}

/// Why the certificate authorities cannot be used.
#[derive(Debug)]
#[non_exhaustive]
pub enum TrustError {
    /// Neither the system nor the operator trusts any authority, so no certificate could be verified.
    NoAuthority,
    /// The added PEM text contains no certificate.
    NoCertificate,
    /// The added text is not valid PEM.
    Pem(rustls::pki_types::pem::Error),
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

impl Trust {
    /// Trusts the authorities of the system, and those in `added` (PEM).
    ///
    /// Reads the system's store from disk; do it once and clone.
    ///
    /// # Errors
    ///
    /// [`TrustError`] if `added` cannot be used, or if nothing is trusted at all. System authorities that cannot be read
    /// are left out.
    pub fn from_system(added: Option<&[u8]>) -> Result<Self, TrustError> {
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
        let with = |inner| {
            let verifier = RecordingVerifier { inner, provider: provider.clone() };
            let builder = builder()?.dangerous().with_custom_certificate_verifier(Arc::new(verifier));
            Ok::<_, TrustError>(builder.with_no_client_auth())
        };
        let (verified, unverified) = (with(Some(verifier))?, with(None)?);
        Ok(Self { verified: Arc::new(verified), unverified: Arc::new(unverified), https })
    }

    /// The same authorities, for HTTPS.
    pub(crate) fn for_https(&self) -> ClientConfig {
        self.https.clone()
    }
}
