//! The part of the `text/event-stream` format that the API uses.

/// An event of a stream.
#[derive(Debug, Default, Eq, PartialEq)]
pub(crate) struct Event {
    /// The event type.
    pub(crate) name: String,
    /// The data, with its lines joined.
    pub(crate) data: String,
}

/// Assembles events from chunks of bytes.
#[derive(Debug, Default)]
pub(crate) struct Events {
    buffer: Vec<u8>,
}

impl Events {
    /// Adds a chunk of the stream; returns the events that it completes.
    pub(crate) fn push(&mut self, chunk: &[u8]) -> Vec<Event> {
        self.buffer.extend_from_slice(chunk);
        let mut events = Vec::new();
        while let Some(end) = self.buffer.windows(2).position(|it| it == b"\n\n") {
            let bytes: Vec<u8> = self.buffer.drain(..end + 2).collect();
            let text = String::from_utf8_lossy(&bytes);
            let mut event = Event::default();
            for line in text.lines() {
                match line.split_once(':').map(|(name, value)| (name, value.strip_prefix(' ').unwrap_or(value))) {
                    Some(("event", value)) => value.clone_into(&mut event.name),
                    Some(("data", value)) if event.data.is_empty() => value.clone_into(&mut event.data),
                    Some(("data", value)) => event.data.extend(["\n", value]),
                    // Comments only keep the connection open.
                    _ => {}
                }
            }
            if !event.data.is_empty() {
                events.push(event);
            }
        }
        events
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_are_assembled_from_chunks_of_any_size() {
        let stream = "event: a\ndata: {\"x\":\"ü\"}\n\n: keep-alive\n\ndata: 1\ndata: 2\n\n".as_bytes();
        for size in 1..stream.len() {
            let mut events = Events::default();
            let read: Vec<Event> = stream.chunks(size).flat_map(|it| events.push(it)).collect();
            let read: Vec<_> = read.iter().map(|it| (it.name.as_str(), it.data.as_str())).collect();
            assert_eq!(read, [("a", "{\"x\":\"ü\"}"), ("", "1\n2")], "chunks of {size}");
        }
    }
}
