//! The connection as bytes and lines: writes commands, reads replies, enforces limits, writes the transcript.

use std::net::IpAddr;
use std::net::Ipv4Addr;
use std::time::Duration;

use smtp_doctor_core::failure::StageFailure;
use smtp_doctor_core::report::Speaker;
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

/// The longest reply line, in octets. RFC 5321 §4.5.3.1.5 says 512, but some banners are longer.
const MAX_LINE: usize = 4_096;

/// Space that is reserved for each read, in bytes.
const READ_SIZE: usize = 1_024;

/// Bytes that a server may send before TLS, and again inside it. Real sessions take a few kilobytes. This also limits the
/// memory that they take.
const MAX_RECEIVED: usize = 64 * 1_024;

/// A connection without or with TLS.
pub(crate) enum Stream {
    Plaintext(TcpStream),
    Tls(Box<TlsStream<RecordingStream>>),
}

/// A connection that sends and receives lines.
pub(crate) struct Wire {
    stream: Stream,
    received: Vec<u8>,
    received_total: usize,
    pub(crate) deadline: Deadline,
    pub(crate) transcript: Transcript,
    /// Whether TLS was just negotiated and nothing was sent inside it yet.
    tls_unused: bool,
}

/// When the current stage must end, and the time it was given.
#[derive(Clone, Copy)]
pub(crate) struct Deadline {
    at: Instant,
    limit: Duration,
}

impl Deadline {
    fn new(limit: Duration) -> Self {
        Self { at: Instant::now() + limit, limit }
    }

    /// The time left for the stage.
    pub(crate) fn time_left(self) -> Duration {
        self.at.saturating_duration_since(Instant::now())
    }

    /// The time that the stage was given, in milliseconds.
    pub(crate) fn limit_ms(self) -> u64 {
        u64::try_from(self.limit.as_millis()).unwrap_or(u64::MAX)
    }
}

impl Wire {
    pub(crate) fn new(stream: TcpStream, transcript: Transcript, limit: Duration) -> Self {
        Self {
            stream: Stream::Plaintext(stream),
            received: Vec::new(),
            received_total: 0,
            deadline: Deadline::new(limit),
            transcript,
            tls_unused: false,
        }
    }

    /// Starts a new stage, which has `limit` from now.
    pub(crate) fn begin_stage(&mut self, limit: Duration) {
        self.deadline = Deadline::new(limit);
    }

    /// The EHLO name of a client without a host name: its address as a literal (RFC 5321 §4.1.4).
    pub(crate) fn local_name(&self) -> ClientName {
        ClientName::literal(self.socket().local_addr().map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |it| it.ip()))
    }

    fn socket(&self) -> &TcpStream {
        match &self.stream {
            Stream::Plaintext(stream) => stream,
            Stream::Tls(stream) => stream.get_ref().0.get(),
        }
    }

    /// Sends one command and reads its reply.
    pub(crate) async fn command(&mut self, command: &Command<'_>) -> Result<Reply, StageFailure> {
        self.send(&[*command]).await?;
        if !std::mem::take(&mut self.tls_unused) {
            return self.reply().await;
        }
        self.acknowledge_at_once(true);
        let reply = self.reply().await;
        self.acknowledge_at_once(false);
        reply
    }

    /// Sends one command, or several pipelined ones (RFC 2920). The caller reads one reply for each.
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

    /// Sends the content of a message after the reply 354.
    pub(crate) async fn send_content(&mut self, content: &[u8]) -> Result<(), StageFailure> {
        self.transcript.add(Speaker::Client, &format!("(a message of {} octets)", content.len()));
        self.write(content).await
    }

    async fn write(&mut self, bytes: &[u8]) -> Result<(), StageFailure> {
        let write = async {
            match &mut self.stream {
                Stream::Plaintext(stream) => stream.write_all(bytes).await,
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

    /// Turns delayed acknowledgements off or on again. After a TLS 1.3 handshake, servers send session tickets. Those with
    /// Nagle's algorithm on (Postfix, OpenSMTPD) hold the next reply until the tickets are acknowledged, which Linux
    /// delays by 40 ms. After that reply, delayed acknowledgements are cheaper for both sides.
    fn acknowledge_at_once(&self, at_once: bool) {
        #[cfg(target_os = "linux")]
        {
            // This only affects speed, so a failure does not matter.
            let _ = self.socket().set_quickack(at_once);
        }
    }

    /// Reads one complete reply.
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
            let text = printable(&String::from_utf8_lossy(&line));
            self.transcript.add(Speaker::Server, &text);
            match parser.push(text.as_bytes()) {
                Ok(Some(reply)) => return Ok(reply),
                Ok(None) if so_far.len() < MAX_EVIDENCE => so_far = format!("{so_far}{text}\n"),
                Ok(None) => {}
                Err(_) => {
                    return Err(StageFailure::NotSmtp(self.transcript.evidence(format!("{so_far}{text}").as_bytes())));
                }
            }
        }
    }

    /// Waits for the server to send something. False if nothing arrives within `patience`.
    pub(crate) async fn receives_within(&mut self, patience: Duration) -> bool {
        if !self.received.is_empty() {
            return true;
        }
        let patience = patience.min(self.deadline.time_left());
        match tokio::time::timeout(patience, self.fill()).await {
            Ok(_) => true,
            Err(_) => self.deadline.time_left().is_zero(),
        }
    }

    /// Reads what has arrived, or waits until something does.
    pub(crate) async fn fill(&mut self) -> Result<(), ReadFailure> {
        // Read straight into the vector: a local buffer would enlarge every future around this one.
        self.received.reserve(READ_SIZE);
        let read = match &mut self.stream {
            Stream::Plaintext(stream) => stream.read_buf(&mut self.received).await,
            Stream::Tls(stream) => stream.read_buf(&mut self.received).await,
        };
        match read {
            Ok(0) | Err(_) => Err(ReadFailure::Dropped),
            Ok(length) => {
                self.received_total += length;
                if self.received_total > MAX_RECEIVED { Err(ReadFailure::TooMuch) } else { Ok(()) }
            }
        }
    }

    /// Reads one line and strips its end. A bare line feed counts as one, because some servers send it.
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

    /// The received part of an unfinished reply, as evidence.
    fn partial(&self, so_far: &str) -> Option<String> {
        let rest = String::from_utf8_lossy(&self.received);
        let partial = format!("{so_far}{rest}");
        (!partial.is_empty()).then(|| self.transcript.evidence(partial.as_bytes()))
    }

    /// Takes the bytes that were received but not yet read as lines.
    pub(crate) fn take_received(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.received)
    }

    /// Gives up the TCP connection for a handshake.
    pub(crate) fn into_plaintext(self) -> Result<(TcpStream, WireParts), StageFailure> {
        let parts = WireParts { deadline: self.deadline, transcript: self.transcript };
        match self.stream {
            Stream::Plaintext(stream) => Ok((stream, parts)),
            Stream::Tls(_) => Err(StageFailure::Dropped(None)),
        }
    }
}

/// The rest of a [`Wire`] during its connection's handshake.
pub(crate) struct WireParts {
    pub(crate) deadline: Deadline,
    pub(crate) transcript: Transcript,
}

impl WireParts {
    /// The wire inside TLS. Bytes that were received as plaintext are discarded.
    pub(crate) fn secured(self, stream: TlsStream<RecordingStream>) -> Wire {
        Wire {
            stream: Stream::Tls(Box::new(stream)),
            received: Vec::new(),
            received_total: 0,
            deadline: self.deadline,
            transcript: self.transcript,
            tls_unused: true,
        }
    }
}

/// Why no line could be read.
#[derive(Clone, Copy, Debug)]
pub(crate) enum ReadFailure {
    Dropped,
    TimedOut,
    TooMuch,
}
