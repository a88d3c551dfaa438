//! `smtputf8-not-supported`: the server takes no addresses with letters beyond plain ASCII.

use crate::catalogue::entry::*;
use crate::probe::Stage;

/// The server takes no addresses with letters beyond plain ASCII.
pub static SMTPUTF8_NOT_SUPPORTED: Entry = Entry {
    slug: "smtputf8-not-supported",
    family: Family::InvalidAddress,
    text: pack!(Draft {
        title: "The server takes no addresses with letters beyond plain ASCII",
        meaning: "An address has letters such as ü, é or 中. They need an extension of SMTP (SMTPUTF8) at every server \
                  on the way, and this server does not offer it.",
        causes: &[
            "The part before the @ has accented or non-Latin letters.",
            "The domain has such letters and was not given in its ASCII form (starting with xn--).",
            "A letter that only looks plain was pasted, for example a Cyrillic one.",
        ],
        steps: &[
            Step::you(
                "Type the address again, letter by letter; if it really has such letters, use another address of the \
                 same person.",
            ),
            Step::you("If only the domain has such letters, enter its ASCII form, which starts with xn--."),
            Step::by(
                Who::MailAdmin,
                "If such addresses are needed, switch SMTPUTF8 on; in Postfix it is this setting.",
            )
            .command("smtputf8_enable = yes"),
        ],
        escalate: "If the address is right and must be used, hand over the address and the server's EHLO reply, which \
                   lacks SMTPUTF8.",
        references: &[
            Reference::new("RFC 6531 §3.2", "https://www.rfc-editor.org/rfc/rfc6531#section-3.2"),
            Reference::new("RFC 6531 §3.5", "https://www.rfc-editor.org/rfc/rfc6531#section-3.5"),
        ],
        checked: None,
    }),
    patterns: patterns![
        Pattern::words(&["smtputf8 used when not advertised"]),
        Pattern::words(&["unsupported option: smtputf8"]),
        Pattern::words(&["smtputf8 is required"]),
        Pattern::words(&["smtputf8 is not supported"]),
        Pattern::words(&["smtputf8 not supported"]),
        Pattern::enhanced(&["6.7", "6.9"]),
    ],
    examples: examples![
        Example::at(Stage::MailFrom, "501 SMTPUTF8 used when not advertised"),
        Example::at(Stage::MailFrom, "555 5.5.4 Unsupported option: SMTPUTF8"),
        Example::at(Stage::Message, "550 5.6.7 SMTPUTF8 is required, but was not offered by host example.com"),
        Example::at(Stage::RcptTo, "553 5.6.7 SMTPUTF8 is not supported"),
        Example::at(Stage::RcptTo, "553 5.6.7 non-ASCII address: SMTPUTF8 not supported"),
    ],
};
