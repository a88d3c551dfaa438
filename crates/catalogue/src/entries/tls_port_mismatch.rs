//! `tls-port-mismatch`: this port uses a different kind of encryption from the one chosen.

use crate::entry::*;

/// This port uses a different kind of encryption from the one chosen.
pub static TLS_PORT_MISMATCH: Entry = Entry {
    slug: "tls-port-mismatch",
    family: Family::CouldNotConnectOrSignIn,
    title: "Wrong encryption for this port",
    field: Some(Field::Security),
    hints_at_pairing: true,
    text: text!(Text {
        meaning: "Either encryption was started on a port that begins without it, or plain commands were sent to a \
                  port that is encrypted from the first byte. The server is reachable. Only the pair of port and \
                  secure connection is wrong.",
        causes: &[
            Cause::new("You used port 587 with SSL (implicit TLS), or port 465 with TLS (STARTTLS) or None."),
            Cause::new("You took SSL and TLS for two names of one thing. Here they are two ways to connect."),
            Cause::new("The server does not use its ports in the usual way."),
        ],
        steps: &[
            Step::you("Use port 465 with SSL (implicit TLS), or port 587 with TLS (STARTTLS)."),
            Step::you("Run the connection test. It tries the other pair and offers the one that answers."),
            Step::by(
                Who::NetworkAdmin,
                "Check what an encrypted port answers. A certificate means SSL (implicit TLS).",
            )
                .command("openssl s_client -connect smtp.example.com:465"),
            Step::by(
                Who::NetworkAdmin,
                "Check what a port that starts without encryption answers. A certificate means TLS (STARTTLS).",
            )
            .command("openssl s_client -starttls smtp -connect smtp.example.com:587"),
        ],
        escalate: "If no pair works, give your IT team the server name, each port and secure connection you tried, and \
                   what the test saw.",
        references: &[
            Reference::new("RFC 8314 §3.3", "https://www.rfc-editor.org/rfc/rfc8314#section-3.3"),
            Reference::new("RFC 3207 §4", "https://www.rfc-editor.org/rfc/rfc3207#section-4"),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
