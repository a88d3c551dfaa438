//! `server-blank`: the server address is empty.

use crate::entry::*;

/// The server address is empty.
pub static SERVER_BLANK: Entry = Entry {
    slug: "server-blank",
    family: Family::CouldNotConnectOrSignIn,
    title: "The server address is empty",
    text: text!(Text {
        meaning: "Without a server address, the portal doesn't know where to send its mail. Enter the name of your \
                  provider's outgoing (SMTP) server.",
        causes: &[
            Cause::new("The field was left empty, or its content was lost when the form was saved."),
            Cause::new("You don't know the server address."),
            Cause::new("The server was typed into another field, for example the user name."),
        ],
        steps: &[
            Step::you(
                "Look up the outgoing (SMTP) server on your provider's help page. It often looks like \
                 smtp.exampleprovider.com.",
            ),
            Step::you("Enter only the name as the server address: no port, no https:// and no @."),
            Step::by(
                Who::MailAdmin,
                "Name the server that applications may use for sending, with its port and secure connection.",
            ),
        ],
        escalate: "If you can't find out which server to use, ask your IT team for the SMTP server, port and secure \
                   connection for applications. Tell them the From address you want to use.",
        references: &[Reference::new("RFC 6409 §3.1", "https://www.rfc-editor.org/rfc/rfc6409#section-3.1")],
        checked: None,
    }),
    ..Entry::DEFAULT
};
