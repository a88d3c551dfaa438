//! `command-not-recognised`: the server does not recognise a command.

use crate::entry::*;

/// The server does not recognise a command.
pub static COMMAND_NOT_RECOGNISED: Entry = Entry {
    slug: "command-not-recognised",
    family: Family::CouldNotConnectOrSignIn,
    title: "The server does not recognise a command",
    hints_at_pairing: true,
    text: text!(Text {
        meaning: "The server received a command that it does not know or cannot read. The port may belong to another \
                  kind of service. Encrypted data may have reached a port that starts without encryption. Or something \
                  in between has changed the command.",
        causes: &[
            Cause::new(
                "SSL (implicit TLS) was used on a port that starts without encryption, so the server cannot read what \
                 it receives.",
            ),
            Cause::new("The server is simple or old and does not support what the sending program uses."),
            Cause::new("A firewall with SMTP inspection has overwritten the command, often with the letter X."),
            Cause::new("The sending program sent a faulty line or one that is too long."),
        ],
        steps: &[
            Step::you("Check the pair: port 465 with SSL (implicit TLS), port 587 with TLS (STARTTLS)."),
            Step::you("Run the connection test here. It shows which command the server refuses."),
            Step::by(
                Who::NetworkAdmin,
                "Turn off SMTP inspection in the firewall for a test. On a Cisco ASA it is called inspect esmtp.",
            )
            .command("no inspect esmtp"),
            Step::by(Who::MailAdmin, "Check that the command is enabled for this port."),
        ],
        escalate: "If the test passes here and sending fails, give your IT team the server's reply, the refused \
                   command, and the name and version of the sending program.",
        references: &[
            Reference::new("RFC 5321 §4.2.4", "https://www.rfc-editor.org/rfc/rfc5321#section-4.2.4"),
            Reference::new("RFC 5321 §4.2.3", "https://www.rfc-editor.org/rfc/rfc5321#section-4.2.3"),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
