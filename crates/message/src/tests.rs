//! Messages with one problem, and the finding for it.

use proptest::prelude::*;

use super::*;

const HEADER: &str = "From: Alice <alice@example.com>\r\nTo: bob@example.net\r\nSubject: Test\r\n\
    Date: Mon, 06 Jan 2025 10:00:00 +0000\r\nMessage-ID: <1@example.com>\r\nMIME-Version: 1.0\r\n";

const PLAIN: &str = "Content-Type: text/plain; charset=utf-8\r\n\r\nHello.\r\nBye.\r\n";

const MULTIPART: &str = "Content-Type: multipart/mixed; boundary=b1\r\n\r\n--b1\r\n\
    Content-Type: text/html; charset=utf-8\r\n\r\n<p>Hello</p>\r\n--b1\r\n\
    Content-Type: application/octet-stream; name=\"report.pdf\"\r\nContent-Transfer-Encoding: base64\r\n\
    Content-Disposition: attachment; filename=\"report.pdf\"\r\n\r\nSGVsbG8=\r\n--b1--\r\n";

fn report(raw: &str) -> MessageReport {
    match check_raw(raw.as_bytes(), None, None) {
        Ok(report) => report,
        Err(why) => panic!("{why}"),
    }
}

/// The slugs and details of all findings.
fn said(raw: &str) -> Vec<String> {
    report(raw).findings.iter().map(|it| format!("{}: {}", it.about.slug, it.detail)).collect()
}

#[test]
fn a_valid_message_has_no_finding() {
    for body in [PLAIN, MULTIPART, "\r\n"] {
        assert_eq!(said(&format!("{HEADER}{body}")), Vec::<String>::new());
    }
}

/// Replaces a part of a valid message. The result must have exactly one finding.
#[test]
fn each_problem_has_one_finding() {
    let plain = format!("{HEADER}{PLAIN}");
    let multipart = format!("{HEADER}{MULTIPART}");
    let long = "a".repeat(1200);
    let long_word = format!("Subject: =?utf-8?Q?{}?=\r\n", "a".repeat(80));
    let long_boundary = format!("boundary={}", "b".repeat(71));
    for (sound, good, bad, expected) in [
        (&plain, "From: Alice <alice@example.com>\r\n", "", "header-missing: From is missing"),
        (&plain, "alice@example.com", "alice", "from-invalid: From is not valid"),
        (&plain, "Alice <alice@example.com>", "", "header-missing: From is empty"),
        (
            &plain,
            "Alice <alice@example.com>",
            "a@example.com, b@example.com",
            "from-invalid: From contains 2 addresses",
        ),
        (&plain, "To: bob@example.net\r\n", "To: bob\r\n", "recipient-invalid: To is not valid"),
        (&plain, "To: bob@example.net\r\n", "", "header-missing: To, Cc and Bcc are all missing"),
        (&plain, "Date: Mon, 06 Jan 2025 10:00:00 +0000\r\n", "", "header-missing: Date is missing"),
        (&plain, "06 Jan", "06 Ene", "header-malformed: Date is not valid. \u{201c}Ene\u{201d} is not a month"),
        (&plain, "Message-ID: <1@example.com>\r\n", "", "header-missing: Message-ID is missing"),
        (&plain, "<1@example.com>", "1@example.com", "header-malformed: Message-ID must look"),
        (&plain, "MIME-Version: 1.0\r\n", "", "header-missing: MIME-Version is missing"),
        (
            &plain,
            "Subject: Test\r\n",
            "Subject: a\r\nSubject: b\r\n",
            "header-duplicated: Subject appears twice; only one is allowed.",
        ),
        (&plain, "Subject: Test", "Sub ject: Test", "header-malformed: Line 3 of the header is not a header field"),
        (&plain, "Subject: Test", "Subject: Gr\u{fc}\u{df}e", "encoding-unsupported: Line 3 of the header"),
        (&plain, "Subject: Test\r\n", &*long_word, "header-malformed: Subject has an encoded word of 92"),
        (
            &plain,
            "Test",
            "=?utf-8?Q?a=0D=0ABcc:_eve@example.org?=",
            "header-injection: Subject contains an encoded line break",
        ),
        (&plain, "Test", "=?utf-8?B?YQ0KQmNjOiBi?=", "header-injection: Subject contains an encoded line break"),
        (&plain, "Subject: Test\r\n", "Subject: Test\r\n \r\n", "header-malformed: Line 4 continues a field"),
        (&plain, "Hello.\r\n", "Hello.\n", "bare-line-ending: Line 9 ends with a line feed (LF) alone."),
        (&plain, "Hello.\r\n", "Hello.\r", "bare-line-ending: Line 9 contains a carriage return"),
        (&plain, "Hello.", &*long, "line-too-long: Line 9 has more than 998 bytes"),
        (&plain, "Hello.", "Hel\0lo.", "message-invisible-character: Line 9 contains a NUL"),
        (&plain, "Hello.", "Hel\u{7}lo.", "message-invisible-character: Line 9 contains a control character"),
        (&plain, "Hello.", "H\u{e9}llo.", "encoding-unsupported: Line 9 contains non-ASCII characters"),
        (&plain, "text/plain; ", "text; ", "header-malformed: Content-Type must look"),
        (&multipart, "boundary=b1", "charset=utf-8", "header-malformed: A multipart message needs a boundary"),
        (&multipart, "boundary=b1", "boundary=b2", "header-malformed: The boundary \u{201c}b2\u{201d} does not occur"),
        (&multipart, "--b1--", "", "header-malformed: The last part is not closed"),
        (
            &multipart,
            "base64\r\n",
            "base 64\r\n",
            "header-malformed: \u{201c}base 64\u{201d} is not a transfer encoding",
        ),
        (
            &multipart,
            "SGVsbG8=",
            "SGV#bG8=",
            "header-malformed: Line 18 contains a character that is not allowed in Base64",
        ),
        (&multipart, "<p>Hello</p>", "<p><b>Hello</p>", "html-malformed: Line 1 of the HTML: <b> is opened"),
        (&multipart, "filename=\"report.pdf\"", "filename=\"run.exe\"", "attachment-refused: \u{201c}run.exe\u{201d}"),
        (
            &multipart,
            "SGVsbG8=",
            "UEsDBBQAAQAIAA==",
            "attachment-refused: \u{201c}report.pdf\u{201d}: The archive is encrypted",
        ),
    ] {
        assert!(sound.contains(good), "{good:?}");
        let found = said(&sound.replacen(good, bad, 1));
        assert!(found.len() == 1 && found[0].starts_with(expected), "{good:?} -> {bad:?}: {found:#?}");
    }
    let boundary = multipart.replace("boundary=b1", &long_boundary).replace("--b1", &format!("--{}", "b".repeat(71)));
    assert_eq!(said(&boundary), ["header-malformed: The boundary has 71 characters; at most 70 are allowed."]);
}

#[test]
fn a_dot_between_wrong_line_endings_is_reported_as_smuggling() {
    for dot in ["\n.\r\n", "\r\n.\n", "\r.\r\n"] {
        let found = said(&format!("{HEADER}\r\nHello.{dot}MAIL FROM:<eve@example.org>\r\n"));
        assert!(found.iter().any(|it| it.contains("SMTP smuggling")), "{dot:?}: {found:?}");
    }
    let stuffed = said(&format!("{HEADER}\r\nHello.\r\n.\r\nBye.\r\n"));
    assert_eq!(stuffed, Vec::<String>::new(), "a dot of its own is doubled on the wire");
}

#[test]
fn spans_count_characters() {
    let raw = format!("{HEADER}\r\n\u{1f600}\u{e9}\r\nbare\nend\r\n");
    let report = report(&raw);
    let finding = report.findings.iter().find(|it| it.about.slug == "bare-line-ending").unwrap();
    let span = finding.span.unwrap();
    let marked: String = raw.chars().skip(span.start).take(span.end - span.start).collect();
    assert_eq!((marked.as_str(), finding.evidence.as_slice()), ("bare\n", &["bare".to_owned()][..]));
}

#[test]
fn the_capabilities_of_the_server_decide() {
    let eight_bit = format!("{HEADER}Content-Transfer-Encoding: 8bit\r\n\r\nH\u{e9}llo.\r\n");
    let offers = |lines: &[&str]| {
        let lines: Vec<String> = lines.iter().map(|it| (*it).to_owned()).collect();
        check_raw(eight_bit.as_bytes(), None, Some(&lines)).unwrap()
    };
    assert_eq!(report(&eight_bit).facts.needs, ["8BITMIME"]);
    assert_eq!(report(&eight_bit).findings, []);
    assert_eq!(offers(&["8BITMIME", "SIZE 1000"]).findings, []);
    let plain = offers(&["SIZE 100"]).findings;
    let slugs: Vec<_> = plain.iter().map(|it| it.about.slug).collect();
    assert_eq!(slugs, ["encoding-unsupported", "message-too-large"]);
}

#[test]
fn an_empty_text_can_have_an_envelope() {
    let envelope = MessageEnvelope { from: "<alice@example.com>".to_owned(), to: vec!["bob@example.net".to_owned()] };
    for raw in ["", "\r\n"] {
        let report = check_raw(raw.as_bytes(), Some(&envelope), Some(&["SIZE 1000".to_owned()])).unwrap();
        assert!(!report.findings.is_empty(), "{raw:?}");
    }
}

#[test]
fn differences_between_envelope_and_header_are_reported() {
    let envelope =
        MessageEnvelope { from: "<bounce@example.org>".to_owned(), to: vec!["carol@example.net".to_owned()] };
    let findings = check_raw(format!("{HEADER}\r\n").as_bytes(), Some(&envelope), None).unwrap().findings;
    let details: Vec<_> = findings.iter().map(|it| &*it.detail).collect();
    assert!(details[0].starts_with("The envelope sender is bounce@example.org"), "{details:?}");
    assert!(details[1].starts_with("bob@example.net is in To or Cc but not in the envelope"), "{details:?}");
    assert_eq!(details.len(), 2);
}

#[test]
fn parts_are_checked_before_they_are_composed() {
    let form = |json: &str| {
        let form: MessageForm = serde_json::from_str(json).unwrap();
        check(&form).unwrap()
    };
    let sound = form(r#"{"parts": {"from": "a@example.com", "to": "b@example.com", "subject": "Hi", "html": "<p>x"}}"#);
    assert_eq!(sound.findings, []);
    let odd = form(
        r#"{"parts": {"from": "a@example.com", "to": "b@example.com\nBcc: eve@example.org", "subject": "Hi\r\nX: y",
            "text": "a\u200bb", "html": "<div>", "attachments": [{"name": "a.exe", "size": 30000000}]},
            "capabilities": ["SIZE 1000000"]}"#,
    );
    let said: Vec<_> = odd.findings.iter().map(|it| (it.about.slug, it.field.map(|field| field.label()))).collect();
    assert_eq!(
        said,
        [
            ("header-injection", Some("Subject")),
            ("header-injection", Some("To")),
            ("message-too-large", None),
            ("html-malformed", Some("HTML")),
            ("message-invisible-character", Some("Text")),
            ("attachment-refused", None),
        ]
    );
    assert_eq!(form(r#"{"parts": {}}"#).findings.len(), 2, "no sender, no recipient");
}

#[test]
fn invalid_input_is_refused_with_a_reason() {
    let check = |json: &str| check(&serde_json::from_str(json).unwrap()).unwrap_err();
    assert_eq!(check("{}"), MessageError::NotOne);
    assert_eq!(check(r#"{"raw": "", "parts": {}}"#), MessageError::NotOne);
    assert_eq!(check(r#"{"raw_base64": "%"}"#), MessageError::NotBase64);
    assert_eq!(check_raw(&vec![b'a'; MAX_MESSAGE + 1], None, None).unwrap_err(), MessageError::TooLarge);
    assert!(report("").findings.iter().any(|it| it.about.slug == "header-missing"));
}

proptest! {
    /// Spans stay inside the message.
    #[test]
    fn no_bytes_make_the_check_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let length = String::from_utf8_lossy(&bytes).chars().count();
        for finding in check_raw(&bytes, None, None).unwrap().findings {
            prop_assert!(finding.span.is_none_or(|it| it.start <= it.end && it.end <= length), "{finding:?}");
        }
    }

    #[test]
    fn no_header_makes_the_check_panic(lines in prop::collection::vec("(From|To|Date|Content-Type|Subject|X|)[: ]{0,2}[ -~\u{e9}\u{1f600}=?<>@\";/]{0,40}", 0..12)) {
        let raw = lines.join("\r\n");
        check_raw(raw.as_bytes(), None, None).unwrap();
    }

    #[test]
    fn no_html_makes_the_check_panic(html in "(<|>|/|=|\"|'|!|-|&|[a-d \u{e9}\u{1f600}]){0,60}") {
        for flaw in html::flaws(&html) {
            prop_assert!(html.get(flaw.start..flaw.end).is_some(), "{html:?} {flaw:?}");
        }
    }
}
