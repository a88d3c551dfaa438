//! An SMTP conversation, line by line, for tests of the lab itself.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::sync::Arc;
use std::time::Duration;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};

/// Signs in `user@example.test`.
pub(super) const RIGHT_PASSWORD: &str = "AUTH PLAIN AHVzZXJAZXhhbXBsZS50ZXN0AHNlY3JldA==";
/// The same user with the password "x".
pub(super) const WRONG_PASSWORD: &str = "AUTH PLAIN AHVzZXJAZXhhbXBsZS50ZXN0AHg=";

/// An open connection.
pub(super) struct Talk<S>(BufReader<S>);

/// Connects to a port of the lab.
pub(super) fn connect(port: u16) -> Talk<TcpStream> {
    let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
    Talk(BufReader::new(stream))
}

impl Talk<TcpStream> {
    /// Starts TLS on the connection; the server's certificate must be issued by `ca`.
    pub(super) fn tls(self, ca: &str) -> Talk<StreamOwned<ClientConnection, TcpStream>> {
        let mut roots = RootCertStore::empty();
        roots.add(CertificateDer::from_pem_slice(ca.as_bytes()).unwrap()).unwrap();
        let config = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(roots)
            .with_no_client_auth();
        let name = ServerName::try_from("localhost").unwrap();
        let client = ClientConnection::new(Arc::new(config), name).unwrap();
        Talk(BufReader::new(StreamOwned::new(client, self.0.into_inner())))
    }
}

impl<S: Read + Write> Talk<S> {
    /// Sends a line and returns the server's reply.
    pub(super) fn say(&mut self, line: &str) -> String {
        let stream = self.0.get_mut();
        stream.write_all(format!("{line}\r\n").as_bytes()).unwrap();
        stream.flush().unwrap();
        self.reply()
    }

    /// The server's next reply with all of its lines.
    pub(super) fn reply(&mut self) -> String {
        let mut reply = String::new();
        loop {
            let begin = reply.len();
            self.0.read_line(&mut reply).unwrap();
            let more = reply.as_bytes().get(begin + 3) == Some(&b'-');
            reply.truncate(reply.trim_end_matches(['\r', '\n']).len());
            if !more {
                return reply;
            }
            reply.push('\n');
        }
    }
}
