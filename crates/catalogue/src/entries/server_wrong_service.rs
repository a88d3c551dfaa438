//! `server-wrong-service`: the server address is for reading mail, not for sending it.

use crate::entry::*;

/// The server address is for reading mail, not for sending it.
pub static SERVER_WRONG_SERVICE: Entry = Entry {
    slug: "server-wrong-service",
    family: Family::CouldNotConnectOrSignIn,
    title: "The server address is for reading mail, not for sending it",
    text: text!(Text {
        meaning: "Providers run separate servers. IMAP and POP servers, and webmail pages, are for reading; an SMTP \
                  server is for sending. The name in this field belongs to a server for reading.",
        causes: &[
            Cause::new(
                "The incoming server (IMAP or POP) was copied from a mail program instead of the outgoing one.",
            ),
            Cause::new("The address of the webmail page was used."),
            Cause::new("The provider's page lists both servers, and you took the first one."),
        ],
        steps: &[
            Step::you(
                "Use the server that the provider calls outgoing, SMTP or submission. Its name often starts with \
                 smtp.",
            ),
            Step::you("Take the port from the same line: 465 or 587, not the reading ports 993, 995, 143 or 110."),
        ],
        escalate: "If the provider names one server for reading and sending, ask your IT team or the provider to \
                   confirm that it accepts SMTP sign-in. Give them the name and port.",
        references: &[
            Reference::new("RFC 8314 §3", "https://www.rfc-editor.org/rfc/rfc8314#section-3"),
            Reference::new("RFC 6409 §3.1", "https://www.rfc-editor.org/rfc/rfc6409#section-3.1"),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
