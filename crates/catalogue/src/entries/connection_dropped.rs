//! `connection-dropped`: the other side closed the connection in the middle of the conversation.

use crate::entry::*;

/// The other side closed the connection in the middle of the conversation.
pub static CONNECTION_DROPPED: Entry = Entry {
    slug: "connection-dropped",
    family: Family::CouldNotConnectOrSignIn,
    title: "The connection was closed in the middle",
    hints_at_pairing: true,
    text: text!(Text {
        meaning: "The connection was made, but the other side ended it before the conversation was over and without \
                  giving a reason. The server itself or a device in between can do that.",
        causes: &[
            Cause::new("Port and secure connection do not fit each other, and the server hangs up on what it cannot read."),
            Cause::new("A firewall, antivirus program or mail filter in between cuts the connection."),
            Cause::new("The server drops senders it does not trust or that connect too often."),
            Cause::new("The mail service was restarted or crashed."),
        ],
        steps: &[
            Step::you("Check the pair: port 465 with SSL (implicit TLS), port 587 with TLS (STARTTLS)."),
            Step::you("Run the test again after a few minutes and see whether it stops at the same stage."),
            Step::by(Who::MailAdmin, "Look for the connection in the server's log at the time of the test."),
            Step::by(
                Who::NetworkAdmin,
                "Check whether a firewall or scanner inspects mail traffic; exempt the mail server for a test.",
            ),
        ],
        escalate: "If it always stops at the same stage, give your IT team server, port, the stage, the time and the \
                   transcript of the test.",
        references: &[Reference::new("RFC 5321 §3.8", "https://www.rfc-editor.org/rfc/rfc5321#section-3.8")],
        checked: None,
    }),
    ..Entry::PLAIN
};
