//! A fast local SMTP server in a separate process, so that only the client's CPU is measured. It has a port with implicit
//! TLS, one with STARTTLS, and a slow one with implicit TLS.

use std::process::Stdio;
use std::time::Duration;

use anyhow::Context as _;
use anyhow::Result;
use smtp_doctor_testkit::certs::LabCerts;
use smtp_doctor_testkit::certs::Leaf;
use smtp_doctor_testkit::script::server_config;
use tokio::io::AsyncBufReadExt as _;
use tokio::io::AsyncWriteExt as _;
use tokio::io::BufReader;
use tokio::net::TcpListener;
use tokio::net::TcpSocket;
use tokio::net::TcpStream;
use tokio::process::Child;
use tokio::process::Command;
use tokio_rustls::TlsAcceptor;

use crate::results;

/// The reply to a command, which is recognised by its first letter.
fn answer(line: &str) -> &'static [u8] {
    match line.as_bytes().first().map(u8::to_ascii_uppercase) {
        Some(b'E') => b"250-fake\r\n250-SIZE 1000000\r\n250 AUTH PLAIN LOGIN\r\n",
        Some(b'A') => b"235 2.7.0 ok\r\n",
        Some(b'Q') => b"221 2.0.0 bye\r\n",
        _ => b"250 2.1.0 ok\r\n",
    }
}

/// The delay of each reply on the slow port.
const LATENCY: Duration = Duration::from_millis(20);

/// The server's process. Dropping it stops it.
pub(crate) struct Fake {
    /// The port with implicit TLS.
    pub(crate) port: u16,
    /// The port with STARTTLS.
    pub(crate) starttls_port: u16,
    /// The port with implicit TLS where each reply takes [`LATENCY`].
    pub(crate) slow_port: u16,
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
        let mut lines = BufReader::new(stdout).lines();
        let mut ports = [0; 3];
        for port in &mut ports {
            *port = lines.next_line().await?.context("a port is missing")?.parse()?;
        }
        let [port, starttls_port, slow_port] = ports;
        Ok(Self { port, starttls_port, slow_port, ca: certs.ca, _child: child })
    }
}

/// Runs the server: prints its ports, then serves.
pub(crate) async fn serve(args: &[String]) -> Result<()> {
    let [chain, key] = args else { anyhow::bail!("fake-server needs a chain and a key") };
    let acceptor = TlsAcceptor::from(server_config(&Leaf { chain: chain.clone(), key: key.clone() }));
    let (implicit, starttls, slow) = (listen().await?, listen().await?, listen().await?);
    for listener in [&implicit, &starttls, &slow] {
        results::line(&listener.local_addr()?.port().to_string())?;
    }
    loop {
        let (stream, plain_first, latency) = tokio::select! {
            accepted = implicit.accept() => (accepted?.0, false, None),
            accepted = starttls.accept() => (accepted?.0, true, None),
            accepted = slow.accept() => (accepted?.0, false, Some(LATENCY)),
        };
        stream.set_nodelay(true)?;
        tokio::spawn(session(stream, acceptor.clone(), plain_first, latency));
    }
}

/// Listens with a backlog for 1,000 connections at once.
async fn listen() -> Result<TcpListener> {
    let socket = TcpSocket::new_v4()?;
    socket.bind("127.0.0.1:0".parse()?)?;
    Ok(socket.listen(4_096)?)
}

async fn session(stream: TcpStream, acceptor: TlsAcceptor, plain_first: bool, latency: Option<Duration>) -> Result<()> {
    let mut stream = BufReader::new(stream);
    if plain_first {
        stream.write_all(b"220 fake ESMTP\r\n").await?;
        let mut line = String::new();
        stream.read_line(&mut line).await?;
        stream.write_all(b"250-fake\r\n250 STARTTLS\r\n").await?;
        line.clear();
        stream.read_line(&mut line).await?;
        stream.write_all(b"220 2.0.0 go ahead\r\n").await?;
    }
    let mut stream = BufReader::new(acceptor.accept(stream.into_inner()).await?);
    let pause = async || {
        if let Some(latency) = latency {
            tokio::time::sleep(latency).await;
        }
    };
    if !plain_first {
        pause().await;
        stream.write_all(b"220 fake ESMTP\r\n").await?;
        stream.flush().await?;
    }
    let mut line = String::new();
    while stream.read_line(&mut line).await? > 0 {
        pause().await;
        stream.write_all(answer(&line)).await?;
        stream.flush().await?;
        if line.starts_with(['Q', 'q']) {
            break;
        }
        line.clear();
    }
    Ok(stream.shutdown().await?)
}
