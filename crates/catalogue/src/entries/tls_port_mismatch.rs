//! `tls-port-mismatch`: the port and the secure connection were seen not to fit.

use crate::entry::*;

/// The port and the secure connection were seen not to fit.
pub static TLS_PORT_MISMATCH: Entry = Entry {
    slug: "tls-port-mismatch",
    family: Family::CouldNotConnectOrSignIn,
    title: "The port speaks another kind of encryption than the one chosen",
    field: Some(Field::Security),
    hints_at_pairing: true,
    text: text!(Text {
        meaning: "Either encryption was started on a port that begins without encryption, or plain commands were \
                  sent to a port that is encrypted from the first byte. The server is reachable; only the pair of \
                  port and secure connection is wrong.",
        causes: &[
            Cause::new("Port 587 is used with SSL (implicit TLS), or port 465 with TLS (STARTTLS) or None."),
            Cause::new("SSL and TLS were taken as two names of one thing; here they are two ways of connecting."),
            Cause::new("The server uses its ports differently from the usual."),
        ],
        steps: &[
            Step::you("Use port 465 with SSL (implicit TLS), or port 587 with TLS (STARTTLS)."),
            Step::you("Run the connection test: it tries the other pairing and offers the one that answers."),
            Step::by(Who::NetworkAdmin, "See what an encrypted port answers: a certificate means SSL (implicit TLS).")
                .command("openssl s_client -connect smtp.example.com:465"),
            Step::by(
                Who::NetworkAdmin,
                "See what a port that starts without encryption answers: a certificate means TLS (STARTTLS).",
            )
            .command("openssl s_client -starttls smtp -connect smtp.example.com:587"),
        ],
        escalate: "If no pair works, give your IT team the server name, each port and secure connection you tried and \
                   what the test saw.",
        references: &[
            Reference::new("RFC 8314 §3.3", "https://www.rfc-editor.org/rfc/rfc8314#section-3.3"),
            Reference::new("RFC 3207 §4", "https://www.rfc-editor.org/rfc/rfc3207#section-4"),
        ],
        checked: None,
    }),
    ..Entry::PLAIN
};
