//! The server: plays its script on every connection and records what clients send.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::Mutex;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tokio::io::AsyncBufReadExt as _;
use tokio::io::AsyncWriteExt as _;
use tokio::io::BufReader;
use tokio::net::TcpListener;
use tokio::net::TcpStream;

/// Ends a turn: the next one begins by reading the client's next line.
const NEXT: u8 = 0xff;
/// Sends the client's last line.
const ECHO: u8 = 0xfe;
/// Sends the last word of that line, decoded from Base64.
const DECODED: u8 = 0xfd;
/// Sends the client's last line in Base64.
const ENCODED: u8 = 0xfc;
/// Sends the first half of its last word.
const FIRST_HALF: u8 = 0xfb;
/// Sends the second half of its last word.
const SECOND_HALF: u8 = 0xfa;
/// Repeats the turn so far until it exceeds the probe's limit.
const FLOOD: u8 = 0xf9;
/// Sends nothing more and does not hang up.
const SILENT: u8 = 0xf8;
/// Pauses longer than the client's patience.
const PAUSE: u8 = 0xf7;

/// The lowest instruction: this byte and all above are not sent.
pub(crate) const FIRST_INSTRUCTION: u8 = PAUSE;

/// The most turns of a script.
const MAX_TURNS: usize = 40;

/// More bytes than a probe accepts from one connection.
const FLOODED: usize = 80_000;

/// How often to yield to the client while waiting for its line. Counting yields instead of time makes runs repeatable on
/// a busy machine.
const YIELDS: usize = 25;

/// Lines, each with the number of its connection.
type Heard = Arc<Mutex<Vec<(usize, Vec<u8>)>>>;

/// A running server. It stops with the runtime.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    heard: Heard,
}

impl Server {
    pub(crate) async fn start(script: &[u8]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("a bound port");
        let heard = Heard::default();
        let (script, hears) = (Arc::<[u8]>::from(script), heard.clone());
        tokio::spawn(async move {
            for number in 0.. {
                let Ok((stream, _)) = listener.accept().await else { return };
                tokio::spawn(play(stream, number, script.clone(), hears.clone()));
            }
        });
        Self { address, heard }
    }

    /// The lines that clients sent, each with the number of its connection.
    pub(crate) fn heard(&self) -> Vec<(usize, Vec<u8>)> {
        self.heard.lock().expect("no panic").clone()
    }
}

/// Plays a script. An error ends the connection, which the client under test sees and reports.
async fn play(stream: TcpStream, number: usize, script: Arc<[u8]>, heard: Heard) {
    let _ = stream.set_nodelay(true);
    let mut stream = BufReader::new(stream);
    let mut line = Vec::new();
    let mut last = Vec::new();
    for (i, turn) in script.split(|it| *it == NEXT).take(MAX_TURNS).enumerate() {
        let heard_it = async { stream.read_until(b'\n', &mut line).await.is_ok_and(|it| it > 0) };
        tokio::select! {
            biased;
            heard_it = heard_it, if i > 0 => if !heard_it { return },
            () = yield_to_client() => {}
        }
        if line.ends_with(b"\n") {
            last = std::mem::take(&mut line);
            heard.lock().expect("no panic").push((number, last.clone()));
        }
        for piece in pieces(turn) {
            match piece {
                [PAUSE] => tokio::time::sleep(Duration::from_millis(15)).await,
                [SILENT] => std::future::pending().await,
                said => {
                    let said = expanded(said, &last);
                    if stream.write_all(&said).await.is_err() {
                        return;
                    }
                }
            }
        }
    }
    let _ = stream.shutdown().await;
    // Closing a connection with unread data resets it, and the client would lose what was sent. So read everything first.
    while stream.read_until(b'\n', &mut line).await.is_ok_and(|it| it > 0) {
        heard.lock().expect("no panic").push((number, std::mem::take(&mut line)));
    }
}

async fn yield_to_client() {
    for _ in 0..YIELDS {
        tokio::task::yield_now().await;
    }
}

/// Splits a turn before and after each instruction that sends nothing.
fn pieces(turn: &[u8]) -> impl Iterator<Item = &[u8]> {
    turn.chunk_by(|a, b| !matches!(*a, PAUSE | SILENT) && !matches!(*b, PAUSE | SILENT))
}

/// The bytes to send, with all instructions replaced.
fn expanded(turn: &[u8], last: &[u8]) -> Vec<u8> {
    let line = last.trim_ascii_end();
    let word = line.rsplit(|it| *it == b' ').next().unwrap_or_default();
    let (first, second) = word.split_at(word.len() / 2);
    let mut said = Vec::with_capacity(turn.len());
    for byte in turn {
        match *byte {
            ECHO => said.extend_from_slice(line),
            DECODED => said.extend(STANDARD.decode(word).unwrap_or_default()),
            ENCODED => said.extend(STANDARD.encode(line).bytes()),
            FIRST_HALF => said.extend_from_slice(first),
            SECOND_HALF => said.extend_from_slice(second),
            FLOOD => said = said.repeat(FLOODED / said.len().max(1) + 1),
            byte => said.push(byte),
        }
        // Several floods are cut to the size of one.
        said.truncate(2 * FLOODED);
    }
    said
}
