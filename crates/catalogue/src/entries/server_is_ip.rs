//! `server-is-ip`: the server address is an IP address instead of a name.

use crate::entry::*;

/// The server address is an IP address instead of a name.
pub static SERVER_IS_IP: Entry = Entry {
    slug: "server-is-ip",
    family: Family::CouldNotConnectOrSignIn,
    title: "The server address is an IP address instead of a name",
    text: text!(Text {
        meaning: "An IP address can work, but the server's certificate is almost always issued for its name, so the \
                  secure connection cannot be verified. Providers also change their IP addresses without notice.",
        causes: &[
            Cause::new("The IP address was copied from a firewall rule, a ping or an older set-up."),
            Cause::new("The mail server is inside your network and has no name that the portal can look up."),
            Cause::new("A name did not work, so you tried the IP address instead."),
        ],
        steps: &[
            Step::you(
                "Use the server's name from your provider's help page. Microsoft 365 asks for the name, never an IP \
                 address.",
            ),
            Step::by(
                Who::MailAdmin,
                "For your own server, publish a name and give the server a certificate for that name.",
            ),
            Step::by(
                Who::NetworkAdmin,
                "Check that the portal can reach this IP address. Private addresses such as 192.168.0.10 work only \
                 inside your network.",
            ),
        ],
        escalate: "If your server has no name, ask your IT team to give it one. Tell them the IP address, the port and \
                   what the certificate check reports.",
        references: &[
            Reference::new("RFC 7817 §3", "https://www.rfc-editor.org/rfc/rfc7817#section-3"),
            Reference::new(
                "Microsoft Learn: Set up a device or application to send e-mail with Microsoft 365",
                "https://learn.microsoft.com/exchange/mail-flow-best-practices/how-to-set-up-a-multifunction-device-or-application-to-send-email-using-microsoft-365-or-office-365",
            ),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
