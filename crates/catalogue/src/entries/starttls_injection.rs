//! `starttls-injection`: unencrypted data arrived just before encryption began.

use crate::entry::*;

/// Unencrypted data arrived just before encryption began.
pub static STARTTLS_INJECTION: Entry = Entry {
    slug: "starttls-injection",
    family: Family::CouldNotConnectOrSignIn,
    title: "Unencrypted data arrived just before encryption began",
    text: text!(Text {
        meaning: "The server agreed to start encryption, then more unencrypted data arrived where only encrypted data \
                  may follow. Nobody can tell who sent it. So smtp-doctor discarded it, closed the connection and sent \
                  no password.",
        causes: &[
            Cause::new("A firewall, antivirus program or mail filter in between handles STARTTLS badly."),
            Cause::new("The server has an old fault and sends more than one reply to the command."),
            Cause::new("Somebody on the network path tampers with the connection."),
        ],
        steps: &[
            Step::you(
                "Use port 465 with SSL (implicit TLS), if the provider offers it. It has no unencrypted part to tamper \
                 with.",
            ),
            Step::by(
                Who::NetworkAdmin,
                "Repeat the test from another network. If it passes there, look for a device in between that inspects \
                 SMTP.",
            ),
            Step::by(Who::MailAdmin, "Install the current version of the mail server software."),
        ],
        escalate: "Always report this to your IT team or security team, with the server, port, time, network and the \
                   transcript. If another program has signed in over the same path, change the password.",
        references: &[
            Reference::new("RFC 3207 §4.2", "https://www.rfc-editor.org/rfc/rfc3207#section-4.2"),
            Reference::new("RFC 3207 §6", "https://www.rfc-editor.org/rfc/rfc3207#section-6"),
            Reference::new("NO STARTTLS: vulnerabilities in STARTTLS", "https://nostarttls.secvuln.info/"),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
