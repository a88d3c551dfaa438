//! Whose certificates are trusted.

use std::fmt;
use std::sync::Arc;

use rustls::ClientConfig;
use rustls::RootCertStore;
use rustls::client::VerifierBuilderError;
use rustls::client::WebPkiServerVerifier;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;

use crate::tls::verifier::Watching;

/// Whose certificates are trusted: the system's authorities, and those that the operator adds.
#[derive(Clone)]
pub struct Trust {
    pub(super) verifying: Arc<ClientConfig>,
    pub(super) blind: Arc<ClientConfig>,
    https: ClientConfig,
}

impl fmt::Debug for Trust {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Trust(..)")
    }
}

/// Why authorities could not be used.
#[derive(Debug)]
#[non_exhaustive]
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
}
