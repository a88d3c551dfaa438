//! The `text/event-stream` format, as far as the API uses it.

/// Collects bytes into the data of events.
#[derive(Debug, Default)]
pub(crate) struct Events {
    buffer: Vec<u8>,
}

impl Events {
    /// Takes a piece of the stream; yields the data of each event that it completes.
    pub(crate) fn push(&mut self, piece: &[u8]) -> Vec<String> {
        self.buffer.extend_from_slice(piece);
        let mut events = Vec::new();
        while let Some(end) = self.buffer.windows(2).position(|it| it == b"\n\n") {
            let event: Vec<u8> = self.buffer.drain(..end + 2).collect();
            let text = String::from_utf8_lossy(&event);
            let data: Vec<&str> = text
                .lines()
                .filter_map(|it| it.strip_prefix("data:"))
                .map(|it| it.strip_prefix(' ').unwrap_or(it))
                .collect();
            // Comments without data keep the connection open.
            if !data.is_empty() {
                events.push(data.join("\n"));
            }
        }
        events
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_are_put_together_from_any_pieces() {
        let stream = "event: a\ndata: {\"x\":\"ü\"}\n\n: keep-alive\n\ndata: 1\ndata: 2\n\n".as_bytes();
        for size in 1..stream.len() {
            let mut events = Events::default();
            let read: Vec<String> = stream.chunks(size).flat_map(|it| events.push(it)).collect();
            assert_eq!(read, ["{\"x\":\"ü\"}", "1\n2"], "pieces of {size}");
        }
    }
}
