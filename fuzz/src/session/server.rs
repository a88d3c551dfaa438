//! The server: it plays its script on every connection, and remembers what it heard.

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

/// The next turn: the client's next line is read first.
const NEXT: u8 = 0xff;
/// What the client said last, as it was.
const ECHO: u8 = 0xfe;
/// The last word of that, decoded from Base64.
const DECODED: u8 = 0xfd;
/// What the client said last, in Base64.
const ENCODED: u8 = 0xfc;
/// The first half of its last word.
const FIRST_HALF: u8 = 0xfb;
/// The second half of its last word.
const SECOND_HALF: u8 = 0xfa;
/// The turn so far, again and again, until it is more than a probe takes.
const FLOOD: u8 = 0xf9;
/// The server falls silent for good, and does not hang up.
const SILENT: u8 = 0xf8;
/// The server hesitates for longer than the client has patience.
const PAUSE: u8 = 0xf7;

/// This byte and all above are not said, but stand for more.
pub(crate) const STANDS_FOR_MORE: u8 = PAUSE;

/// Turns that are played at most.
const MAX_TURNS: usize = 40;

/// More than one connection may send.
const FLOODED: usize = 80_000;

/// So often the client may be polled until it has said its line. Counting polls instead of time makes a run the same on
/// a machine that is busy.
const POLLS: usize = 25;

/// Lines, each with the number of its connection.
type Heard = Arc<Mutex<Vec<(usize, Vec<u8>)>>>;

/// A running server; it ends with the runtime.
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

/// Plays a script. Errors end the connection: the client under test sees that and reports it.
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
            () = polls() => {}
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
                    let said = spoken(said, &last);
                    if stream.write_all(&said).await.is_err() {
                        return;
                    }
                }
            }
        }
    }
    let _ = stream.shutdown().await;
    // Whoever hangs up without having read all resets the connection, which takes from the client what it was told.
    while stream.read_until(b'\n', &mut line).await.is_ok_and(|it| it > 0) {
        heard.lock().expect("no panic").push((number, std::mem::take(&mut line)));
    }
}

async fn polls() {
    for _ in 0..POLLS {
        tokio::task::yield_now().await;
    }
}

/// A turn, cut before and after what is not said but done.
fn pieces(turn: &[u8]) -> impl Iterator<Item = &[u8]> {
    turn.chunk_by(|a, b| !matches!(*a, PAUSE | SILENT) && !matches!(*b, PAUSE | SILENT))
}

/// What is said once all that stands for something else is replaced.
fn spoken(turn: &[u8], last: &[u8]) -> Vec<u8> {
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
        // Floods of floods are no more than a flood.
        said.truncate(2 * FLOODED);
    }
    said
}
