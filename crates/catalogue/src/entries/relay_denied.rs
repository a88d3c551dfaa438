//! `relay-denied`: the server does not pass on mail for this system.

use crate::entry::*;

/// The server does not pass on mail for this system.
pub static RELAY_DENIED: Entry = Entry {
    slug: "relay-denied",
    family: Family::UnableToRelay,
    title: "The server does not pass on mail for this system",
    egress_matters: true,
    text: text!(Text {
        meaning: "The server takes mail for its own domains, but refuses to pass this message on to the recipient's \
                  domain, because the portal neither signed in nor comes from an address on its list of allowed relay \
                  clients.",
        causes: &[
            Cause::new("The IP addresses the portal sends from are missing from the server's list of allowed relay clients."),
            Cause::new("No user name and password are set, on a server that relays only for signed-in users."),
            Cause::new("The server address is the domain's incoming mail host (MX record), which takes mail for that domain only."),
            Cause::new("A spam or security filter in front of the server does not know the portal and blocks relay traffic."),
        ],
        steps: &[
            Step::you(
                "If the server wants a sign in, enter user name and password, with port 587 and TLS (STARTTLS) or port \
                 465 and SSL (implicit TLS).",
            ),
            Step::by(
                Who::MailAdmin,
                "If the server is meant as a relay, add the portal's IP addresses to the list of allowed relay \
                 clients; in Postfix it is this setting.",
            )
            .command("postconf mynetworks"),
            Step::by(
                Who::Microsoft365Admin,
                "In Microsoft 365, check that the inbound connector names these IP addresses or the certificate in \
                 use.",
            ).at(MICROSOFT_365)
            .command("Exchange admin center > Mail flow > Connectors"),
            Step::by(Who::MailAdmin, "At Google Workspace, add these IP addresses to the SMTP relay service.").at(GOOGLE)
                .command("Google Admin console > Apps > Google Workspace > Gmail > Routing > SMTP relay service"),
            Step::by(
                Who::NetworkAdmin,
                "Check the spam or security filtering service in front of the server: it must not block the portal's \
                 IP addresses.",
            ),
        ],
        escalate: "Your IT team must allow the relay: hand over the server's line, the server address and port, and \
                   the list of IP addresses the portal sends from.",
        references: &[
            Reference::new("RFC 5321 §3.6.2", "https://www.rfc-editor.org/rfc/rfc5321#section-3.6.2"),
            Reference::new("RFC 5321 §7.9", "https://www.rfc-editor.org/rfc/rfc5321#section-7.9"),
        ],
        checked: None,
    }),
    ..Entry::PLAIN
};
