//! `port-blank`: the port is empty.

use crate::entry::*;

/// The port is empty.
pub static PORT_BLANK: Entry = Entry {
    slug: "port-blank",
    family: Family::CouldNotConnectOrSignIn,
    title: "The port is empty",
    text: text!(Text {
        meaning: "The port selects a service on the server. For sending with a sign-in it is nearly always 465 or 587, \
                  and it has to match the secure connection.",
        causes: &[
            Cause::new("The field was left empty because a default was expected."),
            Cause::new("The provider's page shows the port in a different place from the server."),
        ],
        steps: &[
            Step::you("Enter 465 with SSL (implicit TLS), or 587 with TLS (STARTTLS), as your provider's page says."),
            Step::you(
                "If the page names no port, run the connection test with 587 and TLS (STARTTLS), then with 465 and SSL \
                 (implicit TLS).",
            ),
        ],
        escalate: "If neither port works, ask your IT team for the port and secure connection of the SMTP server. Give \
                   them the server address and both results.",
        references: &[
            Reference::new("RFC 8314 §3.3", "https://www.rfc-editor.org/rfc/rfc8314#section-3.3"),
            Reference::new("RFC 6409 §3.1", "https://www.rfc-editor.org/rfc/rfc6409#section-3.1"),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
