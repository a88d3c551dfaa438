//! `port-security-mismatch`: the port and the secure connection don't match.

use crate::entry::*;

/// The port and the secure connection don't match.
pub static PORT_SECURITY_MISMATCH: Entry = Entry {
    slug: "port-security-mismatch",
    family: Family::CouldNotConnectOrSignIn,
    title: "The port and the secure connection don't match",
    text: text!(Text {
        meaning: "Each submission port expects one way to start encryption. Port 465 is encrypted from the first byte \
                  (SSL, implicit TLS). Port 587 starts without encryption and a command turns it on (TLS, STARTTLS). \
                  With the wrong pair, both sides wait for each other, or one cannot understand the other.",
        causes: &[
            Cause::new("The port was changed without the secure connection, or the other way round."),
            Cause::new(
                "You took SSL for the old and TLS for the new name of the same thing. Here they are two ways to \
                 connect.",
            ),
            Cause::new("The provider's instructions say only \"SSL/TLS\", which means implicit TLS on port 465."),
        ],
        steps: &[
            Step::you(
                "Use port 465 with SSL (implicit TLS), or port 587 with TLS (STARTTLS), as the provider's page says.",
            ),
            Step::you("Run the connection test. It tries the other pair and shows which one answers."),
        ],
        escalate: "If both pairs fail, ask your IT team whether a firewall or a mail relay in your network changes the \
                   connection. Give them the server address and both results.",
        references: &[
            Reference::new("RFC 8314 §3.3", "https://www.rfc-editor.org/rfc/rfc8314#section-3.3"),
            Reference::new("RFC 3207 §4", "https://www.rfc-editor.org/rfc/rfc3207#section-4"),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
