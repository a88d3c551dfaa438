//! Built-in TLS, with a certificate that may be renewed while the service runs.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use rustls::ServerConfig;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::PrivateKeyDer;
use rustls::pki_types::pem::PemObject as _;
use tokio::sync::Notify;
use tokio::sync::watch;

/// A renewed certificate is noticed within this time.
const RENEWAL: Duration = Duration::from_secs(30);

/// A certificate and its key, in PEM files that may be renewed while they are in use.
#[derive(Clone, Debug)]
pub struct Tls {
    /// The certificate, and those between it and the authority.
    pub certificate: PathBuf,
    /// Its private key.
    pub key: PathBuf,
}

impl Tls {
    /// Reads the files.
    ///
    /// # Errors
    ///
    /// A sentence, if they cannot be read, or are no certificate with its key.
    pub fn load(&self) -> Result<Arc<ServerConfig>, String> {
        let of = |path: &PathBuf, why: &dyn std::fmt::Display| format!("{}: {why}", path.display());
        let chain = CertificateDer::pem_file_iter(&self.certificate)
            .and_then(Iterator::collect::<Result<Vec<_>, _>>)
            .map_err(|why| of(&self.certificate, &why))?;
        let key = PrivateKeyDer::from_pem_file(&self.key).map_err(|why| of(&self.key, &why))?;
        let mut config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(|why| why.to_string())?
            .with_no_client_auth()
            .with_single_cert(chain, key)
            .map_err(|why| of(&self.certificate, &why))?;
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Ok(Arc::new(config))
    }
}

/// Takes over a certificate that was renewed. One that cannot be used is reported, and the old one stays.
pub(super) async fn renew(tls: Tls, current: watch::Sender<Arc<ServerConfig>>, reload: Arc<Notify>) {
    let written = || [&tls.certificate, &tls.key].map(|it| std::fs::metadata(it).and_then(|it| it.modified()).ok());
    let mut last = written();
    loop {
        let asked = tokio::time::timeout(RENEWAL, reload.notified()).await.is_ok();
        let now = written();
        if now == last && !asked {
            continue;
        }
        last = now;
        match tls.load() {
            Ok(renewed) => {
                current.send_replace(renewed);
                tracing::info!("the certificate was read again");
            }
            Err(why) => tracing::error!(why, "the renewed certificate cannot be used; the old one stays"),
        }
    }
}
