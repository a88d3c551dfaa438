//! Verifies certificates as rustls does, and keeps what the server showed.

use std::sync::Arc;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;

use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::HandshakeSignatureValid;
use rustls::client::danger::ServerCertVerified;
use rustls::client::danger::ServerCertVerifier;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::ServerName;
use rustls::pki_types::UnixTime;
use smtp_doctor_core::probe::Certificate;

use crate::tls::certificate;

/// The certificates that a server showed during a handshake.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shown(Arc<Mutex<Seen>>);

#[derive(Debug, Default)]
struct Seen {
    chain: Vec<CertificateDer<'static>>,
    ocsp: Option<bool>,
}

impl Shown {
    pub(super) fn keep<'c>(&self, chain: impl Iterator<Item = &'c CertificateDer<'c>>, ocsp: Option<bool>) {
        *self.seen() = Seen { chain: chain.map(|it| it.clone().into_owned()).collect(), ocsp };
    }

    pub(super) fn is_empty(&self) -> bool {
        self.seen().chain.is_empty()
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether a proof came along that the certificate was not revoked; none if no certificate came anew.
    pub(crate) fn ocsp(&self) -> Option<bool> {
        self.seen().ocsp
    }

    pub(super) fn chain(&self) -> Vec<CertificateDer<'static>> {
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
    pub(super) static SHOWN: Shown;
}

/// Verifies as rustls does, and keeps what was shown: after a failed handshake nobody else knows it.
#[derive(Debug)]
pub(super) struct Watching {
    /// None: every certificate is believed. Used only to see whether a port speaks TLS at all.
    pub(super) verifier: Option<Arc<WebPkiServerVerifier>>,
    pub(super) provider: Arc<CryptoProvider>,
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
