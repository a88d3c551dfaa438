//! Server replies and the capabilities in an EHLO reply.

use smtp_doctor_core::smtp::Capabilities;
use smtp_doctor_core::smtp::EnhancedCode;
use smtp_doctor_core::smtp::MAX_REPLY_LINES;
use smtp_doctor_core::smtp::Reply;
use smtp_doctor_core::smtp::ReplyParser;

/// Lines from the wire. Every parsed reply can be written and parsed again.
pub fn reply(bytes: &[u8]) {
    let mut parser = ReplyParser::default();
    for line in bytes.split(|&it| it == b'\n') {
        match parser.push(line.strip_suffix(b"\r").unwrap_or(line)) {
            Ok(Some(reply)) => assert_valid(&reply),
            Ok(None) => {}
            Err(_) => parser = ReplyParser::default(),
        }
    }
}

fn assert_valid(reply: &Reply) {
    assert!((200..600).contains(&reply.code) && (1..=MAX_REPLY_LINES).contains(&reply.lines.len()), "{reply:?}");
    assert!(!reply.sentence().contains('\n') && reply.verbatim().all(|it| !it.contains('\n')), "{reply:?}");
    assert_eq!(Reply::parse(&reply.to_string()).as_ref(), Ok(reply));
    let json = serde_json::to_string(reply).expect("a reply has a wire form");
    assert_eq!(serde_json::from_str::<Reply>(&json).as_ref().ok(), Some(reply), "{json}");
    if let Some(code) = reply.enhanced {
        assert!(matches!(code.class, 2 | 4 | 5) && code.subject < 1_000 && code.detail < 1_000, "{code:?}");
        assert_eq!(EnhancedCode::parse_prefix(&code.to_string()), Some(code));
    }
}

/// Keyword lines mean the same when parsed alone, as part of a reply, and again from the parsed keywords.
pub fn capabilities(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let offered = Capabilities::from_keywords(lines.iter().copied());
    assert_eq!(Capabilities::from_keywords(offered.keywords.iter().map(|it| &**it)), offered);
    let greeting = std::iter::once("mail.example.com").chain(lines.iter().copied());
    let reply = Reply { code: 250, enhanced: None, lines: greeting.map(str::to_owned).collect() };
    assert_eq!(Capabilities::from_reply(&reply), offered);
    assert_ne!(offered.size, Some(0), "SIZE 0 sets no limit (RFC 1870 §4)");
    assert!(offered.declares_size || offered.size.is_none());
    for (i, mechanism) in offered.auth.iter().enumerate() {
        assert!(!mechanism.name().is_empty() && !mechanism.name().contains([' ', '=', '\n']), "{mechanism:?}");
        assert!(!offered.auth[..i].contains(mechanism), "{mechanism} is listed twice");
    }
}
