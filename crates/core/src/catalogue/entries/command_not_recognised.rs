//! `command-not-recognised`: the server does not know or support the command.

use crate::catalogue::entry::*;
use crate::probe::Stage;

/// The server does not know or support the command.
pub static COMMAND_NOT_RECOGNISED: Entry = Entry {
    slug: "command-not-recognised",
    family: Family::CouldNotConnectOrSignIn,
    text: pack!(Draft {
        title: "The server does not know a command it was sent",
        meaning: "The server got a command that it does not know or cannot read. The port may belong to another kind \
                  of service, encrypted data may have reached a port that begins without encryption, or something in \
                  between has changed the command.",
        causes: &[
            "SSL (implicit TLS) was used on a port that begins without encryption, and the server cannot understand \
             what it gets.",
            "The server is simple or old and does not support what the sending program uses.",
            "A firewall with SMTP inspection has overwritten the command, often with the letter X.",
            "The sending program sent a faulty or overlong line.",
        ],
        steps: &[
            Step::you("Check the pair: port 465 with SSL (implicit TLS), port 587 with TLS (STARTTLS)."),
            Step::you("Run the connection test here: it shows which command the server refuses."),
            Step::by(
                Who::NetworkAdmin,
                "Switch off SMTP inspection in the firewall for a test; on a Cisco ASA it is called inspect esmtp.",
            )
            .command("no inspect esmtp"),
            Step::by(Who::MailAdmin, "Check that the command is switched on for this port."),
        ],
        escalate: "If the test passes here and sending fails, give your IT team the server's line, the refused command \
                   and the name and version of the sending program.",
        references: &[
            Reference::new("RFC 5321 §4.2.4", "https://www.rfc-editor.org/rfc/rfc5321#section-4.2.4"),
            Reference::new("RFC 5321 §4.2.3", "https://www.rfc-editor.org/rfc/rfc5321#section-4.2.3"),
        ],
        checked: None,
    }),
    patterns: patterns!("command_not_recognised"),
    examples: examples![
        Example::at(Stage::Ehlo, "500 5.5.2 Error: command not recognized"),
        Example::at(Stage::Starttls, "502 5.5.1 Error: command not implemented"),
        Example::at(Stage::Ehlo, "500 unrecognized command"),
        Example::at(Stage::Ehlo, "500 5.5.1 Unknown command"),
        Example::at(Stage::MailFrom, "500 5.3.3 Unrecognized command"),
        Example::at(
            Stage::Ehlo,
            "502-5.5.1 Unrecognized command. For more information, go to\n502 5.5.1  \
             https://support.google.com/a/answer/3221692 - gsmtp",
        ),
        Example::at(Stage::Greeting, "500 5.5.1 Invalid command: Pipelining not supported"),
        Example::at(Stage::Ehlo, "501 NUL characters are not allowed in SMTP commands"),
        Example::at(Stage::Ehlo, "500 5.5.2 Error: bad UTF-8 syntax"),
        Example::at(Stage::Ehlo, "502 Command not implemented"),
        Example::at(Stage::MailFrom, "555 5.5.4 Unsupported option: RET=FULL"),
        Example::at(Stage::Message, "500 5.5.1 Invalid command BDAT: Command unrecognized"),
        Example::at(Stage::MailFrom, "504 5.5.4 REQUIRETLS is not implemented"),
        Example::at(Stage::MailFrom, "500 5.5.2 mail.example.com Error: command too long"),
        Example::at(Stage::MailFrom, "521 Command line too long"),
        Example::at(Stage::Ehlo, "500 5.5.2 Error: bad syntax"),
        Example::at(Stage::MailFrom, "501 Syntax error in parameters or arguments"),
    ],
};
