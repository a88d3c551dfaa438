//! `relay-denied`: the server does not pass on mail for this system.

use crate::catalogue::entry::*;
use crate::probe::Stage;

/// The server does not pass on mail for this system.
pub static RELAY_DENIED: Entry = Entry {
    slug: "relay-denied",
    family: Family::UnableToRelay,
    text: pack!(Draft {
        title: "The server does not pass on mail for this system",
        meaning: "The server takes mail for its own domains, but refuses to pass this message on to the recipient's \
                  domain, because the portal neither signed in nor comes from an address on its list of allowed relay \
                  clients.",
        causes: &[
            "The IP addresses the portal sends from are missing from the server's list of allowed relay clients.",
            "No user name and password are set, on a server that relays only for signed-in users.",
            "The server address is the domain's incoming mail host (MX record), which takes mail for that domain only.",
            "A spam or security filter in front of the server does not know the portal and blocks relay traffic.",
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
            )
            .command("Exchange admin center > Mail flow > Connectors"),
            Step::by(Who::MailAdmin, "At Google Workspace, add these IP addresses to the SMTP relay service.")
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
    patterns: patterns!("relay_denied"),
    examples: examples![
        Example::at(Stage::RcptTo, "554 5.7.1 <a@example.net>: Relay access denied"),
        Example::at(Stage::RcptTo, "550 relay not permitted"),
        Example::at(Stage::RcptTo, "550 5.7.1 <a@example.net>... Relaying denied"),
        Example::at(Stage::RcptTo, "550 5.7.1 Unable to relay"),
        Example::at(Stage::RcptTo, "550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain"),
        Example::at(Stage::RcptTo, "550 5.7.64 TenantAttribution; Relay Access Denied"),
        Example::at(
            Stage::RcptTo,
            "550-5.7.0 Mail relay denied [192.0.2.10]. Invalid credentials for relay for one of the\n550 5.7.0 domains \
             in: example.com - gsmtp",
        ),
        Example::at(Stage::RcptTo, "550 Relay not allowed"),
        Example::at(Stage::RcptTo, "550 5.7.1 Relaying not allowed"),
        Example::at(Stage::RcptTo, "550 Relaying is not allowed"),
        Example::at(Stage::RcptTo, "550 Relaying prohibited"),
        Example::at(Stage::RcptTo, "550 relay is denied"),
        Example::at(Stage::RcptTo, "550 You are not permitted to relay through this server"),
        Example::at(Stage::RcptTo, "550 Host not allowed to relay"),
        Example::at(Stage::RcptTo, "550 We do not relay"),
        Example::at(Stage::RcptTo, "550 Cannot relay for you"),
        Example::at(Stage::RcptTo, "553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)"),
        Example::at(Stage::RcptTo, "551 User not local; please try another path"),
        Example::at(Stage::RcptTo, "553 sorry, that address is not local"),
        Example::at(Stage::RcptTo, "551 not our customer"),
        Example::at(Stage::RcptTo, "550 5.1.1 not accepting email for domain"),
    ],
};
