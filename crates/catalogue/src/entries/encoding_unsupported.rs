//! `encoding-unsupported`: the server does not take letters beyond plain ASCII as they were sent.

use crate::entry::*;

/// The server does not take letters beyond plain ASCII as they were sent.
pub static ENCODING_UNSUPPORTED: Entry = Entry {
    slug: "encoding-unsupported",
    family: Family::BodyOrEnvelope,
    title: "The server does not take these letters beyond plain ASCII",
    text: text!(Text {
        meaning: "Mail was made for plain ASCII. Letters such as ü, é or 中 pass in subject and text if the sending \
                  program encodes them. In addresses, or sent as they are, they need extensions of SMTP (SMTPUTF8, \
                  8BITMIME) at every server on the way, and one of the servers, or the sending program, lacks them.",
        causes: &[
            Cause::new("The part before the @ of an address has accented or non-Latin letters."),
            Cause::new("The domain of an address has such letters and was not given in its ASCII form (starting with xn--)."),
            Cause::new("The portal writes subject, display names or text without encoding them."),
            Cause::new("The sending program does not know the character set, or cannot write a letter in it."),
            Cause::new("A letter that only looks plain was pasted, for example a Cyrillic one or a curly quotation mark."),
        ],
        steps: &[
            Step::you(
                "Type the address again, letter by letter; if it really has such letters, use another address of the \
                 same person.",
            ),
            Step::you("If only the domain has such letters, enter its ASCII form, which starts with xn--."),
            Step::you(
                "Test with plain ASCII in subject, display names and text; if that passes, ask the portal's support \
                 to encode them, a subject for example like this.",
            )
            .command("Subject: =?UTF-8?B?R3LDvMOfZQ==?="),
            Step::by(Who::MailAdmin, "If such addresses are needed, switch on SMTPUTF8; in Postfix with this setting.")
                .command("smtputf8_enable = yes"),
        ],
        escalate: "If the address is right and must be used, hand over the address and the server's EHLO reply, which \
                   lacks SMTPUTF8 or 8BITMIME; if the text is the trouble, hand over the message as it was sent \
                   (.eml).",
        references: &[
            Reference::new("RFC 6531 §3.2", "https://www.rfc-editor.org/rfc/rfc6531#section-3.2"),
            Reference::new("RFC 6531 §3.5", "https://www.rfc-editor.org/rfc/rfc6531#section-3.5"),
            Reference::new("RFC 6152 §3", "https://www.rfc-editor.org/rfc/rfc6152#section-3"),
            Reference::new("RFC 2047 §2", "https://www.rfc-editor.org/rfc/rfc2047#section-2"),
        ],
        checked: None,
    }),
    ..Entry::PLAIN
};
