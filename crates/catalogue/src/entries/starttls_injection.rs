//! `starttls-injection`: unencrypted data arrived where the encryption should have begun.

use crate::entry::*;

/// Unencrypted data arrived where the encryption should have begun.
pub static STARTTLS_INJECTION: Entry = Entry {
    slug: "starttls-injection",
    family: Family::CouldNotConnectOrSignIn,
    title: "Unencrypted data was slipped in before encryption began",
    text: text!(Text {
        meaning: "After the server agreed to start encryption, more data arrived unencrypted where only the \
                  encrypted conversation may begin. Nobody can tell who sent it, so smtp-doctor discarded it, ended \
                  the connection and sent no password.",
        causes: &[
            Cause::new("A firewall, antivirus program or mail filter in between handles STARTTLS badly."),
            Cause::new("The server has an old fault and sends more than one answer to the command."),
            Cause::new("Somebody on the network path tampers with the connection."),
        ],
        steps: &[
            Step::you(
                "Use port 465 with SSL (implicit TLS), if the provider offers it: there is no clear text part to \
                       tamper with.",
            ),
            Step::by(
                Who::NetworkAdmin,
                "Repeat the test from another network; if it passes there, look for a device in between that inspects \
                 SMTP.",
            ),
            Step::by(Who::MailAdmin, "Install the current version of the mail server software."),
        ],
        escalate: "Report this to your IT team or security team in any case, with server, port, time, network and the \
                   transcript. Change the password if another program has signed in over the same path.",
        references: &[
            Reference::new("RFC 3207 §4.2", "https://www.rfc-editor.org/rfc/rfc3207#section-4.2"),
            Reference::new("RFC 3207 §6", "https://www.rfc-editor.org/rfc/rfc3207#section-6"),
            Reference::new("NO STARTTLS: vulnerabilities in STARTTLS", "https://nostarttls.secvuln.info/"),
        ],
        checked: None,
    }),
    ..Entry::PLAIN
};
