//! The connection under TLS, which records how the server started.

use std::io;
use std::pin::Pin;
use std::task::Context as TaskContext;
use std::task::Poll;

use tokio::io::AsyncRead;
use tokio::io::AsyncWrite;
use tokio::io::ReadBuf;
use tokio::net::TcpStream;

/// A connection that records the first bytes it receives until the handshake is done. If the server does not speak TLS,
/// they are the evidence.
#[derive(Debug)]
pub(crate) struct RecordingStream {
    stream: TcpStream,
    pub(super) recorded: Vec<u8>,
    recording: bool,
}

impl RecordingStream {
    /// Bytes that are kept at most.
    const MAX_RECORDED: usize = 512;

    pub(super) fn new(stream: TcpStream) -> Self {
        Self { stream, recorded: Vec::new(), recording: true }
    }

    pub(super) fn stop_recording(&mut self) {
        self.recording = false;
        self.recorded = Vec::new();
    }

    /// The TCP connection, for its socket options.
    pub(crate) fn get(&self) -> &TcpStream {
        &self.stream
    }
}

impl AsyncRead for RecordingStream {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut TaskContext<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = buf.filled().len();
        let poll = Pin::new(&mut self.stream).poll_read(cx, buf);
        if self.recording && self.recorded.len() < Self::MAX_RECORDED {
            let new = &buf.filled()[before..];
            let length = new.len().min(Self::MAX_RECORDED - self.recorded.len());
            self.recorded.extend_from_slice(&new[..length]);
        }
        poll
    }
}

impl AsyncWrite for RecordingStream {
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
