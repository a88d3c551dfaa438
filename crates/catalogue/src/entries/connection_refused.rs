//! `connection-refused`: nothing accepts connections on this port of the server.

use crate::entry::*;

/// Nothing accepts connections on this port of the server.
pub static CONNECTION_REFUSED: Entry = Entry {
    slug: "connection-refused",
    family: Family::CouldNotConnectOrSignIn,
    title: "The server refused the connection on this port",
    egress_matters: true,
    text: text!(Text {
        meaning: "The server's address was found and answered at once, but nothing accepts connections on this port. A \
                  wrong port is the most common reason, or a firewall that refuses.",
        causes: &[
            Cause::new("The port is wrong: sign in for sending is usually on 465 or 587."),
            Cause::new("The server field names a web or incoming mail server that does not send mail."),
            Cause::new("The mail service on the server is stopped."),
            Cause::new("A firewall answers with a refusal instead of letting the connection through."),
        ],
        steps: &[
            Step::you(
                "Compare server address and port with the provider's instructions; try 465 with SSL (implicit \
                       TLS) and 587 with TLS (STARTTLS).",
            ),
            Step::by(Who::MailAdmin, "Check that the mail service runs and listens on this port.").command("ss -ltn"),
            Step::by(Who::NetworkAdmin, "Check that the firewall lets the sending system reach this port.")
                .command("nc -vz smtp.example.com 587"),
        ],
        escalate: "If address and port are as the provider says, give your IT team both, the time of the attempt and \
                   the address from which the connection was made.",
        references: &[
            Reference::new("RFC 6409 §3.1", "https://www.rfc-editor.org/rfc/rfc6409#section-3.1"),
            Reference::new("RFC 8314 §3.3", "https://www.rfc-editor.org/rfc/rfc8314#section-3.3"),
        ],
        checked: None,
    }),
    ..Entry::PLAIN
};
