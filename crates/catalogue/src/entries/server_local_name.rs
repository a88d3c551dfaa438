//! `server-local-name`: the server address works only inside one network or computer.

use crate::entry::*;

/// The server address works only inside one network or computer.
pub static SERVER_LOCAL_NAME: Entry = Entry {
    slug: "server-local-name",
    family: Family::CouldNotConnectOrSignIn,
    title: "The server address works only inside one network or computer",
    text: text!(Text {
        meaning: "A name without a dot, such as mailhost, is known only inside its own network. The name localhost \
                  always means the computer that uses it. The portal runs elsewhere, where the name means nothing or \
                  another machine.",
        causes: &[
            Cause::new("The short name of a server in your office was used instead of its full name."),
            Cause::new("localhost was copied from instructions for software that runs on the mail server itself."),
            Cause::new("The end of the name was cut off when it was copied."),
        ],
        steps: &[
            Step::you("Use the full name with its dots, such as mail.example.com."),
            Step::by(
                Who::MailAdmin,
                "Name a server that can be reached from the internet, or arrange a relay for the portal.",
            ),
            Step::by(
                Who::NetworkAdmin,
                "If the mail server stays inside your network, allow the portal's IP addresses to reach its submission \
                 port.",
            ),
        ],
        escalate: "If you know only the short name, ask your IT team for the server's full name and whether the portal \
                   can reach it from outside. Give them the short name and the port.",
        references: &[
            Reference::new("RFC 5321 §2.3.5", "https://www.rfc-editor.org/rfc/rfc5321#section-2.3.5"),
            Reference::new("RFC 6761 §6.3", "https://www.rfc-editor.org/rfc/rfc6761#section-6.3"),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
