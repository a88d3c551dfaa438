//! An SMTP server that sends and expects exactly what a test's script says.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::Mutex;
use std::time::Duration;

use rustls::ServerConfig;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::PrivateKeyDer;
use rustls::pki_types::pem::PemObject as _;
use tokio::io::AsyncBufReadExt as _;
use tokio::io::AsyncRead;
use tokio::io::AsyncWrite;
use tokio::io::AsyncWriteExt as _;
use tokio::io::BufStream;
use tokio::net::TcpListener;
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;

use crate::certs::Leaf;

/// A step of a script.
#[derive(Clone, Debug)]
pub enum Step {
    /// Sends these bytes unchanged.
    Send(Vec<u8>),
    /// Reads a line. Ends the connection if the line does not begin with this text.
    Expect(&'static str),
    /// Reads a message up to its final dot. It is recorded as one text, without the dot.
    Message,
    /// Makes a TLS handshake as the server.
    Tls(Arc<ServerConfig>),
    /// Pauses.
    Sleep(Duration),
    /// Sends nothing and keeps the connection open until the client disconnects.
    Silence,
    /// Ends the connection with a reset.
    Reset,
}

/// Sends a line.
pub fn say(line: &str) -> Step {
    Step::Send(format!("{line}\r\n").into_bytes())
}

/// Expects a line that begins with this text.
pub fn expect(line: &'static str) -> Step {
    Step::Expect(line)
}

/// Makes a TLS handshake with this certificate.
pub fn tls(leaf: &Leaf) -> Step {
    Step::Tls(server_config(leaf))
}

/// The configuration of a TLS server with this certificate.
pub fn server_config(leaf: &Leaf) -> Arc<ServerConfig> {
    let chain =
        CertificateDer::pem_slice_iter(leaf.chain.as_bytes()).collect::<Result<Vec<_>, _>>().expect("a PEM chain");
    let key = PrivateKeyDer::from_pem_slice(leaf.key.as_bytes()).expect("a PEM key");
    let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("the default TLS versions")
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .expect("a certificate and its key");
    Arc::new(config)
}

/// A running server. Dropping it stops it.
#[derive(Debug)]
pub struct Scripted {
    /// The server's address.
    pub address: SocketAddr,
    heard: Arc<Mutex<Vec<String>>>,
    connections: Arc<Mutex<usize>>,
    ended: Arc<Mutex<usize>>,
    task: tokio::task::JoinHandle<()>,
}

impl Scripted {
    /// Plays `script` on every connection. The connection is closed after the last step.
    pub async fn start(script: Vec<Step>) -> Self {
        Self::start_each(vec![script]).await
    }

    /// Plays the first script on the first connection and so on; the last script also on all later ones.
    pub async fn start_each(scripts: Vec<Vec<Step>>) -> Self {
        Self::start_at(([127, 0, 0, 1], 0).into(), scripts).await
    }

    /// [`Self::start_each`] at an address of this machine.
    pub async fn start_at(address: SocketAddr, scripts: Vec<Vec<Step>>) -> Self {
        let listener = TcpListener::bind(address).await.expect("a free port");
        let address = listener.local_addr().expect("a bound port");
        let heard = Arc::<Mutex<Vec<String>>>::default();
        let connections = Arc::<Mutex<usize>>::default();
        let ended = Arc::<Mutex<usize>>::default();
        let (task_heard, task_connections, task_ended) = (heard.clone(), connections.clone(), ended.clone());
        let task = tokio::spawn(async move {
            for number in 0.. {
                let Ok((stream, _)) = listener.accept().await else { return };
                *task_connections.lock().expect("no panic") += 1;
                let script = scripts[number.min(scripts.len() - 1)].clone();
                let (heard, ended) = (task_heard.clone(), task_ended.clone());
                tokio::spawn(async move {
                    play(stream, script, heard).await;
                    *ended.lock().expect("no panic") += 1;
                });
            }
        });
        Self { address, heard, connections, ended, task }
    }

    /// The lines that clients sent, on all connections together.
    pub fn heard(&self) -> Vec<String> {
        self.heard.lock().expect("no panic").clone()
    }

    /// How many connections there were.
    pub fn connections(&self) -> usize {
        *self.connections.lock().expect("no panic")
    }

    /// How many connections have ended: [`Self::heard`] has all of their lines.
    pub fn ended(&self) -> usize {
        *self.ended.lock().expect("no panic")
    }
}

impl Drop for Scripted {
    fn drop(&mut self) {
        self.task.abort();
    }
}

trait Duplex: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Duplex for T {}

/// Plays a script. An error ends the connection, which the client under test sees and reports.
async fn play(stream: TcpStream, script: Vec<Step>, heard: Arc<Mutex<Vec<String>>>) {
    let _ = stream.set_nodelay(true);
    if script.iter().any(|it| matches!(it, Step::Reset)) {
        let _ = stream.set_zero_linger();
    }
    let mut stream: BufStream<Box<dyn Duplex>> = BufStream::new(Box::new(stream));
    for step in script {
        match step {
            Step::Send(bytes) => {
                if stream.write_all(&bytes).await.is_err() || stream.flush().await.is_err() {
                    return;
                }
            }
            Step::Expect(beginning) => {
                let mut line = String::new();
                let Ok(length) = stream.read_line(&mut line).await else { return };
                heard.lock().expect("no panic").push(line.trim_end().to_owned());
                if length == 0 || !line.starts_with(beginning) {
                    return;
                }
            }
            Step::Message => {
                let mut content = String::new();
                while !content.ends_with("\r\n.\r\n") {
                    let Ok(1..) = stream.read_line(&mut content).await else { return };
                }
                content.truncate(content.len() - 3);
                heard.lock().expect("no panic").push(content);
            }
            Step::Tls(config) => {
                let Ok(secured) = TlsAcceptor::from(config).accept(stream.into_inner()).await else { return };
                stream = BufStream::new(Box::new(secured));
            }
            Step::Sleep(duration) => tokio::time::sleep(duration).await,
            Step::Silence => {
                let mut line = Vec::new();
                while let Ok(1..) = stream.read_until(b'\n', &mut line).await {
                    line.clear();
                }
            }
            Step::Reset => return,
        }
    }
    let _ = stream.flush().await;
    let _ = stream.shutdown().await;
}
