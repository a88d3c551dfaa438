//! Built-in TLS. The certificate can be renewed while the service runs.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use rustls::ServerConfig;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::PrivateKeyDer;
use rustls::pki_types::pem::PemObject as _;
use tokio::sync::Notify;
use tokio::sync::watch;

/// How often the certificate files are checked for renewal.
const CHECK_INTERVAL: Duration = Duration::from_secs(30);

/// A certificate and its key, in PEM files that may be renewed at any time.
#[derive(Clone, Debug)]
pub struct Tls {
    /// The certificate, followed by intermediate certificates.
    pub certificate: PathBuf,
    /// The private key.
    pub key: PathBuf,
}

impl Tls {
    /// Reads the files.
    ///
    /// # Errors
    ///
    /// A sentence, if the files cannot be read or do not contain a matching certificate and key.
    pub fn load(&self) -> Result<Arc<ServerConfig>, String> {
        let error_in = |path: &PathBuf, why: &dyn std::fmt::Display| format!("{}: {why}", path.display());
        let chain = CertificateDer::pem_file_iter(&self.certificate)
            .and_then(Iterator::collect::<Result<Vec<_>, _>>)
            .map_err(|why| error_in(&self.certificate, &why))?;
        let key = PrivateKeyDer::from_pem_file(&self.key).map_err(|why| error_in(&self.key, &why))?;
        let mut config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(|why| why.to_string())?
            .with_no_client_auth()
            .with_single_cert(chain, key)
            .map_err(|why| error_in(&self.certificate, &why))?;
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Ok(Arc::new(config))
    }
}

/// Loads renewed certificates. If one cannot be used, it logs an error and keeps the old one.
pub(super) async fn reload_renewed(tls: Tls, current: watch::Sender<Arc<ServerConfig>>, reload: Arc<Notify>) {
    let modified = || [&tls.certificate, &tls.key].map(|it| std::fs::metadata(it).and_then(|it| it.modified()).ok());
    let mut last = modified();
    loop {
        let requested = tokio::time::timeout(CHECK_INTERVAL, reload.notified()).await.is_ok();
        let now = modified();
        if now == last && !requested {
            continue;
        }
        last = now;
        match tls.load() {
            Ok(renewed) => {
                current.send_replace(renewed);
                tracing::info!("the certificate was read again");
            }
            Err(why) => tracing::error!(why, "cannot use the renewed certificate; keeping the old one"),
        }
    }
}
