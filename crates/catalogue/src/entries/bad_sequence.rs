//! `bad-sequence`: the server says that the commands came in the wrong order.

use crate::entry::*;

/// The server says that the commands came in the wrong order.
pub static BAD_SEQUENCE: Entry = Entry {
    slug: "bad-sequence",
    family: Family::CouldNotConnectOrSignIn,
    title: "The server says the commands came in the wrong order",
    text: text!(Text {
        meaning: "Sending mail follows a fixed order: greeting, encryption, sign-in, sender, recipients, message. The \
                  server received a step that it did not expect at that point. The settings can cause this, but \
                  usually the sending program does.",
        causes: &[
            Cause::new(
                "The server refused an earlier step and the sending program went on anyway. The first error is the one \
                 that counts.",
            ),
            Cause::new("The server requires encryption or a sign-in before this step."),
            Cause::new("The sending program is faulty: for example, it signs in twice or sends before the greeting."),
            Cause::new("A mail filter on the way removes commands."),
        ],
        steps: &[
            Step::you("Find the error before this one in the sending program's log, and look that one up."),
            Step::you("Check the secure connection: port 465 with SSL (implicit TLS), port 587 with TLS (STARTTLS)."),
            Step::you("Run the connection test here. It keeps the order and shows which step the server refuses."),
            Step::by(Who::NetworkAdmin, "Turn off SMTP inspection in the firewall for a test."),
        ],
        escalate: "If the test passes here and sending still fails, give your IT team the sending program's name and \
                   version. Include its whole session with the server, with passwords removed.",
        references: &[
            Reference::new("RFC 5321 §4.1.4", "https://www.rfc-editor.org/rfc/rfc5321#section-4.1.4"),
            Reference::new("RFC 5321 §4.3.1", "https://www.rfc-editor.org/rfc/rfc5321#section-4.3.1"),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
