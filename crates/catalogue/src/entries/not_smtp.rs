//! `not-smtp`: the service on this port is not an SMTP server.

use crate::entry::*;

/// The service on this port is not an SMTP server.
pub static NOT_SMTP: Entry = Entry {
    slug: "not-smtp",
    family: Family::CouldNotConnectOrSignIn,
    title: "The service on this port is not an SMTP server",
    hints_at_pairing: true,
    text: text!(Text {
        meaning: "Something accepted the connection, but it does not speak SMTP, the protocol for outgoing mail. It \
                  may be a web server, an incoming mail server (IMAP, POP3) or a device in between.",
        causes: &[
            Cause::new(
                "The port belongs to another service: 993, 995, 143 and 110 are for reading mail, 80 and 443 for the \
                 web.",
            ),
            Cause::new("The server field names the web site or the incoming mail server."),
            Cause::new("A proxy, a firewall or a guest network's sign-in page answers instead of the server."),
        ],
        steps: &[
            Step::you(
                "Enter the outgoing mail (SMTP) server and its port from the provider's instructions: usually 465 or \
                 587.",
            ),
            Step::you("Check the first line that the server sent. An SMTP server begins with 220."),
            Step::by(Who::NetworkAdmin, "Check that no proxy answers instead of the server.")
                .command("nc -v smtp.example.com 587"),
        ],
        escalate: "If the server and port are right, give your IT team the first lines received, with the server, port \
                   and time.",
        references: &[
            Reference::new("RFC 5321 §3.1", "https://www.rfc-editor.org/rfc/rfc5321#section-3.1"),
            Reference::new("RFC 5321 §4.2", "https://www.rfc-editor.org/rfc/rfc5321#section-4.2"),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
