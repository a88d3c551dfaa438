//! The lower bound: tokio and rustls exchange the same bytes without parsing them.

use std::sync::Arc;

use anyhow::Result;
use anyhow::ensure;
use rustls::ClientConfig;
use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::ServerName;
use rustls::pki_types::pem::PemObject as _;
use tokio::io::AsyncReadExt as _;
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

/// The lines that the probe sends.
const LINES: [&str; 5] = [
    "EHLO [127.0.0.1]\r\n",
    "AUTH PLAIN AHVzZXJAZXhhbXBsZS50ZXN0AHNlY3JldA==\r\n",
    "MAIL FROM:<user@example.test>\r\n",
    "RCPT TO:<other@example.test>\r\n",
    "QUIT\r\n",
];

pub(crate) fn connector(ca: &str) -> Result<TlsConnector> {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_slice(ca.as_bytes())?)?;
    let config = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(TlsConnector::from(Arc::new(config)))
}

/// One exchange.
pub(crate) async fn exchange(connector: &TlsConnector, port: u16) -> Result<()> {
    let stream = TcpStream::connect(("127.0.0.1", port)).await?;
    stream.set_nodelay(true)?;
    let mut stream = connector.connect(ServerName::try_from("127.0.0.1")?, stream).await?;
    let mut chunk = [0; 2_048];
    ensure!(stream.read(&mut chunk).await? > 0, "no greeting");
    for line in LINES {
        stream.write_all(line.as_bytes()).await?;
        stream.flush().await?;
        ensure!(stream.read(&mut chunk).await? > 0, "no reply");
    }
    Ok(())
}
