//! A fast local SMTP server in a process of its own, so that only the client's CPU is measured.

use std::process::Stdio;

use anyhow::Context as _;
use anyhow::Result;
use smtp_doctor_testkit::certs::LabCerts;
use smtp_doctor_testkit::certs::Leaf;
use smtp_doctor_testkit::script::server_config;
use tokio::io::AsyncBufReadExt as _;
use tokio::io::AsyncWriteExt as _;
use tokio::io::BufReader;
use tokio::net::TcpListener;
use tokio::process::Child;
use tokio::process::Command;
use tokio_rustls::TlsAcceptor;

/// What the server answers to each command, in order of the commands' first letters.
fn answer(line: &str) -> &'static [u8] {
    match line.as_bytes().first().map(u8::to_ascii_uppercase) {
        Some(b'E') => b"250-fake\r\n250-SIZE 1000000\r\n250 AUTH PLAIN LOGIN\r\n",
        Some(b'A') => b"235 2.7.0 ok\r\n",
        Some(b'Q') => b"221 2.0.0 bye\r\n",
        _ => b"250 2.1.0 ok\r\n",
    }
}

/// The server's process; it ends when it is dropped.
pub(crate) struct Fake {
    pub(crate) port: u16,
    pub(crate) ca: String,
    _child: Child,
}

impl Fake {
    pub(crate) async fn start() -> Result<Self> {
        let certs = LabCerts::generate()?;
        let mut child = Command::new(std::env::current_exe()?)
            .args(["fake-server", &certs.good.chain, &certs.good.key])
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()?;
        let stdout = child.stdout.take().context("no pipe")?;
        let port = BufReader::new(stdout).lines().next_line().await?.context("no port")?.parse()?;
        Ok(Self { port, ca: certs.ca, _child: child })
    }
}

/// The process: prints its port, then serves implicit TLS.
pub(crate) async fn serve(args: &[String]) -> Result<()> {
    let [chain, key] = args else { anyhow::bail!("fake-server needs a chain and a key") };
    let acceptor = TlsAcceptor::from(server_config(&Leaf { chain: chain.clone(), key: key.clone() }));
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    crate::line(&listener.local_addr()?.port().to_string())?;
    loop {
        let (stream, _) = listener.accept().await?;
        stream.set_nodelay(true)?;
        let acceptor = acceptor.clone();
        tokio::spawn(async move {
            let mut stream = BufReader::new(acceptor.accept(stream).await?);
            stream.write_all(b"220 fake ESMTP\r\n").await?;
            stream.flush().await?;
            let mut line = String::new();
            while stream.read_line(&mut line).await? > 0 {
                stream.write_all(answer(&line)).await?;
                stream.flush().await?;
                if line.starts_with(['Q', 'q']) {
                    break;
                }
                line.clear();
            }
            stream.shutdown().await
        });
    }
}
