//! Which certificate authorities are trusted.

use std::fmt;
use std::sync::Arc;

use rustls::ClientConfig;
use rustls::client::danger::ServerCertVerifier;

use crate::tls::authorities::Authorities;
use crate::tls::authorities::TrustError;
use crate::tls::verifier::RecordingVerifier;

/// The trusted certificate authorities: those of the system, and those that the operator adds.
///
/// Cheap to clone. Clones share the TLS session cache.
#[derive(Clone)]
pub struct Trust {
    pub(super) verified: Arc<ClientConfig>,
    pub(super) unverified: Arc<ClientConfig>,
    https: ClientConfig,
    authorities: Arc<Authorities>,
}

impl fmt::Debug for Trust {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Trust(..)")
    }
}

impl Trust {
    /// Trusts the authorities of the system, and those in `added` (PEM).
    ///
    /// The system's are read when a certificate has to be verified that the added ones do not vouch for.
    ///
    /// # Errors
    ///
    /// [`TrustError`] if `added` cannot be used.
    pub fn from_system(added: Option<&[u8]>) -> Result<Self, TrustError> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let authorities = Arc::new(Authorities::new(provider.clone(), added)?);
        let config = |verifier: Arc<dyn ServerCertVerifier>| {
            let builder = ClientConfig::builder_with_provider(provider.clone())
                .with_safe_default_protocol_versions()
                .map_err(TrustError::Tls)?;
            let builder = builder.dangerous().with_custom_certificate_verifier(verifier);
            Ok::<_, TrustError>(builder.with_no_client_auth())
        };
        let recording = |accepts_any| Arc::new(RecordingVerifier { authorities: authorities.clone(), accepts_any });
        Ok(Self {
            verified: Arc::new(config(recording(false))?),
            unverified: Arc::new(config(recording(true))?),
            https: config(authorities.clone())?,
            authorities,
        })
    }

    /// Fails now where no certificate could ever be trusted, by reading the system's authorities unless others were
    /// added.
    ///
    /// # Errors
    ///
    /// [`TrustError::NoAuthority`]. Authorities of the system that cannot be read are left out.
    pub fn ensure_authority(&self) -> Result<(), TrustError> {
        self.authorities.ensure_any()
    }

    /// The same authorities, for HTTPS.
    pub(crate) fn for_https(&self) -> ClientConfig {
        self.https.clone()
    }
}
