//! `connection-refused`: nothing accepts connections on this port of the server.

use crate::entry::*;

/// Nothing accepts connections on this port of the server.
pub static CONNECTION_REFUSED: Entry = Entry {
    slug: "connection-refused",
    family: Family::CouldNotConnectOrSignIn,
    title: "The server refused the connection on this port",
    egress_matters: true,
    text: text!(Text {
        meaning: "The server's address was found and answered at once, but nothing accepts connections on this port. \
                  The usual reason is a wrong port, or a firewall that refuses.",
        causes: &[
            Cause::new("The port is wrong. Sending with a sign-in is usually on 465 or 587."),
            Cause::new("The server field names a web server or incoming mail server that does not send mail."),
            Cause::new("The mail service on the server is stopped."),
            Cause::new("A firewall refuses the connection instead of letting it through."),
        ],
        steps: &[
            Step::you(
                "Compare the server address and port with the provider's instructions. Try 465 with SSL (implicit TLS) \
                 and 587 with TLS (STARTTLS).",
            ),
            Step::by(Who::MailAdmin, "Check that the mail service runs and listens on this port.").command("ss -ltn"),
            Step::by(Who::NetworkAdmin, "Check that the firewall lets the sending system reach this port.")
                .command("nc -vz smtp.example.com 587"),
        ],
        escalate: "If the address and port match the provider's instructions, give your IT team both. Include the time \
                   of the attempt and the address from which the connection was made.",
        references: &[
            Reference::new("RFC 6409 §3.1", "https://www.rfc-editor.org/rfc/rfc6409#section-3.1"),
            Reference::new("RFC 8314 §3.3", "https://www.rfc-editor.org/rfc/rfc8314#section-3.3"),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
