//! `encoding-unsupported`: the server does not accept non-ASCII characters as they were sent.

use crate::entry::*;

/// The server does not accept non-ASCII characters as they were sent.
pub static ENCODING_UNSUPPORTED: Entry = Entry {
    slug: "encoding-unsupported",
    family: Family::BodyOrEnvelope,
    title: "The server does not accept these non-ASCII characters",
    text: text!(Text {
        meaning: "Mail was designed for plain ASCII. Letters such as ü, é or 中 work in the subject and text if the \
                  sending program encodes them. In addresses, or unencoded, they need SMTP extensions (SMTPUTF8, \
                  8BITMIME) at every server on the way. One of the servers, or the sending program, does not support \
                  them.",
        causes: &[
            Cause::new("The part before the @ of an address has accented or non-Latin letters."),
            Cause::new(
                "The domain of an address has such letters and was not given in its ASCII form (starting with xn--).",
            ),
            Cause::new("The portal does not encode the subject, display names or text."),
            Cause::new("The sending program does not know the character set, or cannot write a letter in it."),
            Cause::new(
                "A letter that only looks plain was pasted, for example a Cyrillic one or a curly quotation mark.",
            ),
        ],
        steps: &[
            Step::you(
                "Type the address again, letter by letter. If it really has such letters, use another address of the \
                 same person.",
            ),
            Step::you("If only the domain has such letters, enter its ASCII form, which starts with xn--."),
            Step::you(
                "Test with plain ASCII in the subject, display names and text. If that passes, ask the portal's \
                 support to encode them. An encoded subject looks like this.",
            )
            .command("Subject: =?UTF-8?B?R3LDvMOfZQ==?="),
            Step::by(
                Who::MailAdmin,
                "If you need such addresses, turn on SMTPUTF8. In Postfix, this is the setting.",
            )
                .command("smtputf8_enable = yes"),
        ],
        escalate: "If the address is right and you must use it, send the address and the server's EHLO reply, which \
                   lacks SMTPUTF8 or 8BITMIME. If the text causes the problem, send the message as it was sent \
                   (.eml).",
        references: &[
            Reference::new("RFC 6531 §3.2", "https://www.rfc-editor.org/rfc/rfc6531#section-3.2"),
            Reference::new("RFC 6531 §3.5", "https://www.rfc-editor.org/rfc/rfc6531#section-3.5"),
            Reference::new("RFC 6152 §3", "https://www.rfc-editor.org/rfc/rfc6152#section-3"),
            Reference::new("RFC 2047 §2", "https://www.rfc-editor.org/rfc/rfc2047#section-2"),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
