//! `connection-dropped`: the other side closed the connection before the session ended.

use crate::entry::*;

/// The other side closed the connection before the session ended.
pub static CONNECTION_DROPPED: Entry = Entry {
    slug: "connection-dropped",
    family: Family::CouldNotConnectOrSignIn,
    title: "The connection was closed before the session ended",
    hints_at_pairing: true,
    text: text!(Text {
        meaning: "The connection was made, but the other side closed it early and gave no reason. This may have been \
                  the server or a device in between.",
        causes: &[
            Cause::new(
                "The port and the secure connection don't match, and the server hangs up on data that it cannot read.",
            ),
            Cause::new("A firewall, antivirus program or mail filter in between cuts the connection."),
            Cause::new("The server hangs up on senders that it does not trust or that connect too often."),
            Cause::new("The mail service was restarted or crashed."),
        ],
        steps: &[
            Step::you("Check the pair: port 465 with SSL (implicit TLS), port 587 with TLS (STARTTLS)."),
            Step::you("Run the test again after a few minutes and check whether it stops at the same stage."),
            Step::by(Who::MailAdmin, "Find the connection in the server's log at the time of the test."),
            Step::by(
                Who::NetworkAdmin,
                "Check whether a firewall or scanner inspects mail traffic. Exempt the mail server for a test.",
            ),
        ],
        escalate: "If it always stops at the same stage, give your IT team the server, the port, the stage, the time \
                   and the transcript of the test.",
        references: &[Reference::new("RFC 5321 §3.8", "https://www.rfc-editor.org/rfc/rfc5321#section-3.8")],
        checked: None,
    }),
    ..Entry::DEFAULT
};
