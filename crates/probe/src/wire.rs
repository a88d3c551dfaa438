//! Bytes and lines: writes commands, reads replies, keeps limits and the transcript.

use std::net::IpAddr;
use std::net::Ipv4Addr;
use std::time::Duration;

use smtp_doctor_core::failure::StageFailure;
use smtp_doctor_core::probe::Speaker;
use smtp_doctor_core::smtp::ClientName;
use smtp_doctor_core::smtp::Command;
use smtp_doctor_core::smtp::Reply;
use smtp_doctor_core::smtp::ReplyParser;
use tokio::io::AsyncReadExt as _;
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;
use tokio::time::Instant;
use tokio::time::timeout_at;
use tokio_rustls::client::TlsStream;
use zeroize::Zeroizing;

use crate::tls::RecordingStream;
use crate::transcript::MAX_EVIDENCE;
use crate::transcript::Transcript;
use crate::transcript::printable;

/// The longest reply line that is read. RFC 5321 §4.5.3.1.5 says 512; some banners are longer.
const MAX_LINE: usize = 4_096;

/// So much is read at once at least.
const READ_SIZE: usize = 1_024;

/// All that one connection may send. Real conversations take a few kilobytes; what is kept of them is bounded by this.
const MAX_RECEIVED: usize = 64 * 1_024;

/// A connection, in clear or inside TLS.
pub(crate) enum Stream {
    Clear(TcpStream),
    Tls(Box<TlsStream<RecordingStream>>),
}

/// A connection that speaks in lines.
pub(crate) struct Wire {
    stream: Stream,
    received: Vec<u8>,
    received_in_all: usize,
    pub(crate) deadline: Deadline,
    pub(crate) transcript: Transcript,
    secured_and_silent: bool,
}

/// When the current stage must be done, and how long it was given.
#[derive(Clone, Copy)]
pub(crate) struct Deadline {
    at: Instant,
    limit: Duration,
}

impl Deadline {
    fn new(limit: Duration) -> Self {
        Self { at: Instant::now() + limit, limit }
    }

    /// What is left of the stage's time.
    pub(crate) fn time_left(self) -> Duration {
        self.at.saturating_duration_since(Instant::now())
    }

    /// How long the stage was given, in milliseconds.
    pub(crate) fn limit_ms(self) -> u64 {
        u64::try_from(self.limit.as_millis()).unwrap_or(u64::MAX)
    }
}

impl Wire {
    pub(crate) fn new(stream: TcpStream, transcript: Transcript, limit: Duration) -> Self {
        Self {
            stream: Stream::Clear(stream),
            received: Vec::new(),
            received_in_all: 0,
            deadline: Deadline::new(limit),
            transcript,
            secured_and_silent: false,
        }
    }

    /// A new stage begins: it has `limit` from now.
    pub(crate) fn begin_stage(&mut self, limit: Duration) {
        self.deadline = Deadline::new(limit);
    }

    /// The name for EHLO of a client that has none: the literal of its own address (RFC 5321 §4.1.4).
    pub(crate) fn local_name(&self) -> ClientName {
        ClientName::literal(self.socket().local_addr().map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |it| it.ip()))
    }

    fn socket(&self) -> &TcpStream {
        match &self.stream {
            Stream::Clear(stream) => stream,
            Stream::Tls(stream) => stream.get_ref().0.get(),
        }
    }

    /// Sends a command and reads its reply.
    pub(crate) async fn command(&mut self, command: &Command<'_>) -> Result<Reply, StageFailure> {
        self.send(&[*command]).await?;
        if !std::mem::take(&mut self.secured_and_silent) {
            return self.reply().await;
        }
        self.acknowledge_at_once(true);
        let reply = self.reply().await;
        self.acknowledge_at_once(false);
        reply
    }

    /// Sends commands at once; their replies are read one by one afterwards (RFC 2920, or a single command).
    pub(crate) async fn send(&mut self, commands: &[Command<'_>]) -> Result<(), StageFailure> {
        let mut lines = Zeroizing::new(String::new());
        for command in commands {
            self.transcript.add(Speaker::Client, &command.redacted());
            if command.carries_secret() {
                self.transcript.arm();
            }
            lines.push_str(&command.line());
        }
        self.write(lines.as_bytes()).await
    }

    /// Sends the content of a message, which a reply 354 asked for.
    pub(crate) async fn send_content(&mut self, content: &[u8]) -> Result<(), StageFailure> {
        self.transcript.add(Speaker::Client, &format!("(a message of {} octets)", content.len()));
        self.write(content).await
    }

    async fn write(&mut self, bytes: &[u8]) -> Result<(), StageFailure> {
        let write = async {
            match &mut self.stream {
                Stream::Clear(stream) => stream.write_all(bytes).await,
                Stream::Tls(stream) => {
                    stream.write_all(bytes).await?;
                    stream.flush().await
                }
            }
        };
        match timeout_at(self.deadline.at, write).await {
            Err(_) => Err(StageFailure::TimedOut(self.deadline.limit_ms(), None)),
            Ok(Err(_)) => Err(StageFailure::Dropped(None)),
            Ok(Ok(())) => Ok(()),
        }
    }

    /// With TLS 1.3, servers send session tickets after the handshake. Those that leave Nagle's algorithm on (Postfix,
    /// OpenSMTPD) hold the next reply back until the tickets are acknowledged, which Linux delays by 40 ms. Once that
    /// reply is there, acknowledgements may again wait for the next command: each by itself costs CPU on both sides.
    fn acknowledge_at_once(&self, at_once: bool) {
        #[cfg(target_os = "linux")]
        {
            // Only a matter of speed: where it cannot be set, the probe works all the same.
            let _ = self.socket().set_quickack(at_once);
        }
    }

    /// Reads a complete reply.
    pub(crate) async fn reply(&mut self) -> Result<Reply, StageFailure> {
        let mut parser = ReplyParser::default();
        let mut so_far = String::new();
        loop {
            let line = match self.line().await {
                Ok(line) => line,
                Err(ReadFailure::Dropped) => return Err(StageFailure::Dropped(self.partial(&so_far))),
                Err(ReadFailure::TimedOut) => {
                    return Err(StageFailure::TimedOut(self.deadline.limit_ms(), self.partial(&so_far)));
                }
                Err(ReadFailure::TooMuch) => {
                    return Err(StageFailure::NotSmtp(self.transcript.evidence(&self.received)));
                }
            };
            let said = printable(&String::from_utf8_lossy(&line));
            self.transcript.add(Speaker::Server, &said);
            match parser.push(said.as_bytes()) {
                Ok(Some(reply)) => return Ok(reply),
                Ok(None) if so_far.len() < MAX_EVIDENCE => so_far = format!("{so_far}{said}\n"),
                Ok(None) => {}
                Err(_) => {
                    return Err(StageFailure::NotSmtp(self.transcript.evidence(format!("{so_far}{said}").as_bytes())));
                }
            }
        }
    }

    /// Waits until the server says something; false if it did not within `patience`.
    pub(crate) async fn speaks_within(&mut self, patience: Duration) -> bool {
        if !self.received.is_empty() {
            return true;
        }
        let patience = patience.min(self.deadline.time_left());
        match tokio::time::timeout(patience, self.fill()).await {
            Ok(_) => true,
            Err(_) => self.deadline.time_left().is_zero(),
        }
    }

    /// Waits until there is something to read, or the connection ends.
    pub(crate) async fn fill(&mut self) -> Result<(), ReadFailure> {
        // Straight into its place: a buffer in between would be part of every future that holds this one.
        self.received.reserve(READ_SIZE);
        let read = match &mut self.stream {
            Stream::Clear(stream) => stream.read_buf(&mut self.received).await,
            Stream::Tls(stream) => stream.read_buf(&mut self.received).await,
        };
        match read {
            Ok(0) | Err(_) => Err(ReadFailure::Dropped),
            Ok(length) => {
                self.received_in_all += length;
                if self.received_in_all > MAX_RECEIVED { Err(ReadFailure::TooMuch) } else { Ok(()) }
            }
        }
    }

    /// One line without its line end. A bare line feed ends a line too: some servers send it.
    async fn line(&mut self) -> Result<Vec<u8>, ReadFailure> {
        let mut searched = 0;
        loop {
            if let Some(at) = self.received[searched..].iter().position(|&b| b == b'\n') {
                let mut line: Vec<u8> = self.received.drain(..=searched + at).collect();
                line.pop();
                if line.last() == Some(&b'\r') {
                    line.pop();
                }
                return Ok(line);
            }
            searched = self.received.len();
            if searched > MAX_LINE {
                return Err(ReadFailure::TooMuch);
            }
            let deadline = self.deadline.at;
            timeout_at(deadline, self.fill()).await.map_err(|_| ReadFailure::TimedOut)??;
        }
    }

    /// What came of an unfinished reply.
    fn partial(&self, so_far: &str) -> Option<String> {
        let rest = String::from_utf8_lossy(&self.received);
        let partial = format!("{so_far}{rest}");
        (!partial.is_empty()).then(|| self.transcript.evidence(partial.as_bytes()))
    }

    /// What was received and not yet read, taken out.
    pub(crate) fn take_received(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.received)
    }

    /// The bare connection, for the handshake.
    pub(crate) fn into_clear(self) -> Result<(TcpStream, WireParts), StageFailure> {
        let parts = WireParts { deadline: self.deadline, transcript: self.transcript };
        match self.stream {
            Stream::Clear(stream) => Ok((stream, parts)),
            Stream::Tls(_) => Err(StageFailure::Dropped(None)),
        }
    }
}

/// What is left of a wire while its connection shakes hands.
pub(crate) struct WireParts {
    pub(crate) deadline: Deadline,
    pub(crate) transcript: Transcript,
}

impl WireParts {
    /// The wire again, inside TLS. Nothing that was received in clear comes along.
    pub(crate) fn secured(self, stream: TlsStream<RecordingStream>) -> Wire {
        Wire {
            stream: Stream::Tls(Box::new(stream)),
            received: Vec::new(),
            received_in_all: 0,
            deadline: self.deadline,
            transcript: self.transcript,
            secured_and_silent: true,
        }
    }
}

/// Why no line came.
#[derive(Clone, Copy, Debug)]
pub(crate) enum ReadFailure {
    Dropped,
    TimedOut,
    TooMuch,
}
