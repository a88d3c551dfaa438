//! The connection under TLS, which remembers how the server began.

use std::io;
use std::pin::Pin;
use std::task::Context as TaskContext;
use std::task::Poll;

use tokio::io::AsyncRead;
use tokio::io::AsyncWrite;
use tokio::io::ReadBuf;
use tokio::net::TcpStream;

/// A connection that remembers the first bytes it received, until the handshake is done: if they are no TLS, they
/// are the evidence.
#[derive(Debug)]
pub(crate) struct Recorded {
    stream: TcpStream,
    pub(super) seen: Vec<u8>,
    recording: bool,
}

impl Recorded {
    /// So much is remembered.
    const LIMIT: usize = 512;

    pub(super) fn new(stream: TcpStream) -> Self {
        Self { stream, seen: Vec::new(), recording: true }
    }

    pub(super) fn stop(&mut self) {
        self.recording = false;
        self.seen = Vec::new();
    }

    /// The connection itself, for its options.
    pub(crate) fn get(&self) -> &TcpStream {
        &self.stream
    }
}

impl AsyncRead for Recorded {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut TaskContext<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = buf.filled().len();
        let poll = Pin::new(&mut self.stream).poll_read(cx, buf);
        if self.recording && self.seen.len() < Self::LIMIT {
            let new = &buf.filled()[before..];
            let length = new.len().min(Self::LIMIT - self.seen.len());
            self.seen.extend_from_slice(&new[..length]);
        }
        poll
    }
}

impl AsyncWrite for Recorded {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut TaskContext<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut TaskContext<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut TaskContext<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
