//! Verifies certificates as rustls does, and records what the server presented.

use std::sync::Arc;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;

use rustls::client::danger::HandshakeSignatureValid;
use rustls::client::danger::ServerCertVerified;
use rustls::client::danger::ServerCertVerifier;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::ServerName;
use rustls::pki_types::UnixTime;
use smtp_doctor_core::model::Certificate;

use crate::tls::authorities::Authorities;
use crate::tls::certificate;

/// The certificate chain that a server presented during a handshake.
#[derive(Clone, Debug, Default)]
pub(crate) struct PresentedChain(Arc<Mutex<Presented>>);

#[derive(Debug, Default)]
struct Presented {
    chain: Vec<CertificateDer<'static>>,
    ocsp_stapled: Option<bool>,
}

impl PresentedChain {
    pub(super) fn record<'c>(&self, chain: impl Iterator<Item = &'c CertificateDer<'c>>, ocsp_stapled: Option<bool>) {
        *self.lock() = Presented { chain: chain.map(|it| it.clone().into_owned()).collect(), ocsp_stapled };
    }

    pub(super) fn is_empty(&self) -> bool {
        self.lock().chain.is_empty()
    }

    fn lock(&self) -> MutexGuard<'_, Presented> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether a stapled OCSP response proved that the certificate is not revoked. None in a resumed session, which
    /// presents no certificate.
    pub(crate) fn ocsp_stapled(&self) -> Option<bool> {
        self.lock().ocsp_stapled
    }

    pub(super) fn chain(&self) -> Vec<CertificateDer<'static>> {
        self.lock().chain.clone()
    }

    /// The certificates as facts for the report.
    pub(crate) fn describe(&self) -> Vec<Certificate> {
        certificate::describe(&self.chain())
    }
}

tokio::task_local! {
    /// Where the current handshake records its chain. It cannot be a field of the verifier, which all handshakes share:
    /// rustls resumes a session only with the same verifier.
    pub(super) static PRESENTED: PresentedChain;
}

/// Verifies as rustls does, and records the chain, because rustls drops it when a handshake fails.
#[derive(Debug)]
pub(super) struct RecordingVerifier {
    pub(super) authorities: Arc<Authorities>,
    /// Accepts every certificate, which is only for seeing whether a port speaks TLS.
    pub(super) accepts_any: bool,
}

impl ServerCertVerifier for RecordingVerifier {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        // Outside of a scope, nobody wants the chain.
        let _ = PRESENTED.try_with(|presented| {
            presented.record(std::iter::once(end_entity).chain(intermediates), Some(!ocsp_response.is_empty()))
        });
        if self.accepts_any {
            return Ok(ServerCertVerified::assertion());
        }
        self.authorities.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now)
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &rustls::DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.authorities.verify_tls12_signature(message, cert, dss)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &rustls::DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.authorities.verify_tls13_signature(message, cert, dss)
    }

    fn supported_verify_schemes(&self) -> Vec<rustls::SignatureScheme> {
        self.authorities.supported_verify_schemes()
    }
}
