//! `connection-dropped`: the other side closed the connection in the middle of the conversation.

use crate::catalogue::entry::*;

/// The other side closed the connection in the middle of the conversation.
pub static CONNECTION_DROPPED: Entry = Entry {
    slug: "connection-dropped",
    family: Family::CouldNotConnectOrSignIn,
    text: pack!(Draft {
        title: "The connection was closed in the middle",
        meaning: "The connection was made, but the other side ended it before the conversation was over and without \
                  giving a reason. The server itself or a device in between can do that.",
        causes: &[
            "Port and secure connection do not fit each other, and the server hangs up on what it cannot read.",
            "A firewall, antivirus program or mail filter in between cuts the connection.",
            "The server drops senders it does not trust or that connect too often.",
            "The mail service was restarted or crashed.",
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
    patterns: patterns!("connection_dropped"),
    examples: examples![
        Example::pasted("lost connection with mx.example.com[192.0.2.25] while sending RCPT TO"),
        Example::pasted("smtplib.SMTPServerDisconnected: Connection unexpectedly closed"),
        Example::pasted("read tcp 10.0.0.1:51234->192.0.2.25:587: read: connection reset by peer"),
        Example::pasted("421 4.4.2 Connection dropped due to SocketError"),
    ],
};
