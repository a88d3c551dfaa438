//! `relay-denied`: the server refuses to relay your mail.

use crate::entry::*;

/// The server refuses to relay your mail.
pub static RELAY_DENIED: Entry = Entry {
    slug: "relay-denied",
    family: Family::UnableToRelay,
    title: "The server refuses to relay your mail",
    egress_matters: true,
    text: text!(Text {
        meaning: "The server accepts mail for its own domains, but refuses to relay this message to the recipient's \
                  domain. The portal did not sign in, and its address is not on the server's list of allowed relay \
                  clients.",
        causes: &[
            Cause::new(
                "The portal's sending IP addresses are missing from the server's list of allowed relay clients.",
            ),
            Cause::new("The server relays only for signed-in users, and no user name and password are set."),
            Cause::new(
                "The server address is the domain's incoming mail host (MX record), which accepts mail only for that \
                 domain.",
            ),
            Cause::new(
                "A spam or security filter in front of the server does not know the portal and blocks relay traffic.",
            ),
        ],
        steps: &[
            Step::you(
                "If the server requires a sign-in, enter the user name and password. Use port 587 with TLS (STARTTLS) \
                 or port 465 with SSL (implicit TLS).",
            ),
            Step::by(
                Who::MailAdmin,
                "If the server is meant as a relay, add the portal's IP addresses to the list of allowed relay \
                 clients. In Postfix, this shows the setting.",
            )
            .command("postconf mynetworks"),
            Step::by(
                Who::Microsoft365Admin,
                "In Microsoft 365, check that the inbound connector names these IP addresses or the certificate in \
                 use.",
            )
            .at(MICROSOFT_365)
            .command("Exchange admin center > Mail flow > Connectors"),
            Step::by(
                Who::MailAdmin,
                "At Google Workspace, add these IP addresses to the SMTP relay service.",
            )
            .at(GOOGLE)
            .command("Google Admin console > Apps > Google Workspace > Gmail > Routing > SMTP relay service"),
            Step::by(
                Who::NetworkAdmin,
                "Check the spam or security filter in front of the server. It must not block the portal's IP \
                 addresses.",
            ),
        ],
        escalate: "Your IT team must allow the relay. Send them the server's reply, the server address and port, and \
                   the portal's sending IP addresses.",
        references: &[
            Reference::new("RFC 5321 §3.6.2", "https://www.rfc-editor.org/rfc/rfc5321#section-3.6.2"),
            Reference::new("RFC 5321 §7.9", "https://www.rfc-editor.org/rfc/rfc5321#section-7.9"),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
