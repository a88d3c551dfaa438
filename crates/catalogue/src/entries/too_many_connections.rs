//! `too-many-connections`: the server received too many connections or errors from this sender.

use crate::entry::*;

/// The server received too many connections or errors from this sender.
pub static TOO_MANY_CONNECTIONS: Entry = Entry {
    slug: "too-many-connections",
    family: Family::CouldNotConnectOrSignIn,
    title: "The server received too many connections or errors from this sender",
    text: text!(Text {
        meaning: "The server counts how many connections a sender opens at once and how many errors it causes. When \
                  there are too many, it refuses the sender for a while. The settings and password may be right.",
        causes: &[
            Cause::new("Several programs or jobs send through the same account or from the same address at once."),
            Cause::new("A program retries quickly after a failure, so its connections or errors stay high."),
            Cause::new("Many users share one outgoing address, and the server counts them as one."),
        ],
        steps: &[
            Step::you("Wait ten minutes, then run the test once. Repeated attempts keep you over the limit."),
            Step::you("Send messages one after the other, or set fewer parallel connections in the sending system."),
            Step::by(
                Who::MailAdmin,
                "Check in the log which sender reached the limit. Raise it for this sender if that is justified.",
            )
            .command("postconf smtpd_client_connection_count_limit smtpd_hard_error_limit"),
        ],
        escalate: "If it continues after a pause, give your IT team the server's reply, the time and the sending \
                   system's address. Ask who else sends from there.",
        references: &[
            Reference::new("RFC 5321 §4.2.2", "https://www.rfc-editor.org/rfc/rfc5321#section-4.2.2"),
            Reference::new("RFC 3463 §3.4", "https://www.rfc-editor.org/rfc/rfc3463#section-3.4"),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
