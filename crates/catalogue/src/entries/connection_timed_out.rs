//! `connection-timed-out`: the connection to the server timed out.

use crate::entry::*;

/// The connection to the server timed out.
pub static CONNECTION_TIMED_OUT: Entry = Entry {
    slug: "connection-timed-out",
    family: Family::CouldNotConnectOrSignIn,
    title: "The connection to the server timed out",
    egress_matters: true,
    hints_at_pairing: true,
    text: text!(Text {
        meaning: "The name exists, but its address did not answer in time. The most common reason is a firewall that \
                  drops connections without a reply.",
        causes: &[
            Cause::new(
                "A firewall or the hosting provider blocks outgoing mail ports. Port 25 is blocked very often.",
            ),
            Cause::new("The port is wrong and the server's firewall drops everything on it."),
            Cause::new("The server accepts connections only from addresses on its list."),
            Cause::new("The server is down or its address has changed."),
        ],
        steps: &[
            Step::you(
                "Compare the server address and port with the provider's instructions. Prefer 587 or 465 to 25. \
                 Microsoft 365 and iCloud have no port 465: use 587 there.",
            ),
            Step::by(
                Who::NetworkAdmin,
                "Allow outgoing connections from the sending system to the server on this port, then test from that \
                 system.",
            )
            .command("nc -vz smtp.example.com 587"),
            Step::by(
                Who::MailAdmin,
                "If the server filters by address, add the sending system's address to the allowed ones.",
            ),
        ],
        escalate: "If the port is right, give your IT team the server, the port, the time of the attempt and the \
                   sending system's address. Ask which firewall drops the connection.",
        references: &[
            Reference::new("RFC 6409 §3.1", "https://www.rfc-editor.org/rfc/rfc6409#section-3.1"),
            Reference::new("RFC 8314 §3.3", "https://www.rfc-editor.org/rfc/rfc8314#section-3.3"),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
