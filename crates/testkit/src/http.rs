//! HTTP/1.1 as text, for requests that no client library would send.

use std::io;
use std::time::Duration;

use tokio::io::AsyncRead;
use tokio::io::AsyncReadExt as _;
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;
use tokio::net::ToSocketAddrs;

/// How long an answer may take, until the end of the connection.
const ANSWER_LIMIT: Duration = Duration::from_secs(60);

/// An answer that was read to the end of its connection.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// The status line and the headers.
    pub head: String,
    /// The body as received: chunked bodies are not decoded.
    pub body: String,
}

impl Answer {
    /// Parses the text of an answer.
    ///
    /// # Errors
    ///
    /// If the text does not begin with the complete head of an HTTP/1 answer. The error quotes the text.
    pub fn parse(text: &str) -> io::Result<Self> {
        let parts = text.split_once("\r\n\r\n").filter(|it| it.0.starts_with("HTTP/1."));
        let status = parts.and_then(|it| it.0.split(' ').nth(1)?.parse().ok());
        let (Some((head, body)), Some(status)) = (parts, status) else {
            return Err(io::Error::new(io::ErrorKind::InvalidData, format!("not an HTTP answer: {text:.300?}")));
        };
        Ok(Self { status, head: head.to_owned(), body: body.to_owned() })
    }
}

/// A GET request. The server closes the connection after its answer.
pub fn get(path: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")
}

/// A POST request with a JSON body. The server closes the connection after its answer.
///
/// `headers` are lines without line endings, such as `accept: text/event-stream`. Without an `accept` header, the request
/// accepts JSON.
pub fn post(path: &str, headers: &[&str], body: &str) -> String {
    let accepts = headers.iter().any(|it| it.to_ascii_lowercase().starts_with("accept:"));
    let accept = if accepts { None } else { Some("accept: application/json") };
    let headers: String = headers.iter().copied().chain(accept).map(|it| format!("{it}\r\n")).collect();
    format!(
        "POST {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-type: application/json\r\n\
         content-length: {}\r\n{headers}\r\n{body}",
        body.len()
    )
}

/// Sends `request` to the server at `url`, such as `http://127.0.0.1:40001/`, and returns the answer.
///
/// # Errors
///
/// As [`exchange`]; also if the answer is not HTTP.
pub async fn ask(url: &str, request: &str) -> io::Result<Answer> {
    let address = url.trim_start_matches("http://").trim_end_matches('/');
    Answer::parse(&exchange(address, request).await?)
}

/// Opens a connection, sends `request` unchanged, and returns everything received until the connection ends.
///
/// # Errors
///
/// If the connection cannot be opened, or is still open after a minute.
pub async fn exchange(address: impl ToSocketAddrs, request: &str) -> io::Result<String> {
    let mut stream = TcpStream::connect(address).await?;
    // A server may answer and hang up before it has read the whole request.
    let _ = stream.write_all(request.as_bytes()).await;
    everything(&mut stream).await
}

/// Everything received until the connection ends. A reset also counts as an end.
///
/// # Errors
///
/// If the connection is still open after a minute.
pub async fn everything(stream: &mut (impl AsyncRead + Unpin)) -> io::Result<String> {
    let mut answer = Vec::new();
    let _ = tokio::time::timeout(ANSWER_LIMIT, stream.read_to_end(&mut answer)).await?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_has_a_status_a_head_and_a_body() {
        let answer = Answer::parse("HTTP/1.1 413 Too large\r\na: b\r\n\r\none\r\n\r\ntwo").unwrap();
        assert_eq!((answer.status, answer.body.as_str()), (413, "one\r\n\r\ntwo"));
        assert!(answer.head.ends_with("\r\na: b"));
        for broken in ["", "HTTP/1.1 200 OK\r\n", "220 mail ESMTP\r\n\r\n", "HTTP/1.1 ok\r\n\r\n"] {
            assert!(Answer::parse(broken).unwrap_err().to_string().contains(&format!("{broken:?}")));
        }
    }

    #[test]
    fn a_post_asks_for_json_unless_it_says_otherwise() {
        let usual = post("/a", &[], "{}");
        assert!(usual.contains("\r\ncontent-length: 2\r\naccept: application/json\r\n\r\n{}"), "{usual}");
        let stream = post("/a", &["accept: text/event-stream"], "{}");
        assert_eq!(stream.matches("accept:").count(), 1, "{stream}");
    }
}
