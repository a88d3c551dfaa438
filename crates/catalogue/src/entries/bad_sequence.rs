//! `bad-sequence`: the commands came in an order that the server does not accept.

use crate::entry::*;

/// The commands came in an order that the server does not accept.
pub static BAD_SEQUENCE: Entry = Entry {
    slug: "bad-sequence",
    family: Family::CouldNotConnectOrSignIn,
    title: "The server says that the steps came in the wrong order",
    text: text!(Text {
        meaning: "Sending mail follows a fixed order: greeting, encryption, sign in, sender, recipients, message. The \
                  server got a step that it did not expect at that point. The settings can cause this, but mostly it \
                  is the sending program.",
        causes: &[
            Cause::new("An earlier step was refused and the sending program went on regardless; the first error is the one that \
             counts."),
            Cause::new("The server wants encryption or sign in before this step."),
            Cause::new("The sending program is faulty, or signs in twice or talks before the greeting."),
            Cause::new("A mail filter in between swallows commands."),
        ],
        steps: &[
            Step::you(
                "Read the error that came before this one in the log of the sending program, and have that \
                       explained.",
            ),
            Step::you("Check the secure connection: port 465 with SSL (implicit TLS), port 587 with TLS (STARTTLS)."),
            Step::you("Run the connection test here: it keeps the order and shows at which step the server refuses."),
            Step::by(Who::NetworkAdmin, "Switch off SMTP inspection in the firewall for a test."),
        ],
        escalate: "If the test passes here and sending still fails, give your IT team the sending program's name and \
                   version and its whole conversation with the server, with passwords removed.",
        references: &[
            Reference::new("RFC 5321 §4.1.4", "https://www.rfc-editor.org/rfc/rfc5321#section-4.1.4"),
            Reference::new("RFC 5321 §4.3.1", "https://www.rfc-editor.org/rfc/rfc5321#section-4.3.1"),
        ],
        checked: None,
    }),
    ..Entry::PLAIN
};
