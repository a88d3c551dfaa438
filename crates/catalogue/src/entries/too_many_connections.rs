//! `too-many-connections`: the server limits connections or errors of one sender and the limit is reached.

use crate::entry::*;

/// The server limits connections or errors of one sender and the limit is reached.
pub static TOO_MANY_CONNECTIONS: Entry = Entry {
    slug: "too-many-connections",
    family: Family::CouldNotConnectOrSignIn,
    title: "The server has had too many connections or errors from this sender",
    text: text!(Text {
        meaning: "The server counts how many connections one sender opens at the same time and how many mistakes it \
                  makes, and it closes the door for a while when there are too many. Settings and password may be \
                  right.",
        causes: &[
            Cause::new("Several programs or jobs send through the same account or from the same address at once."),
            Cause::new("A program retries quickly after a failure and so keeps its connections or errors high."),
            Cause::new("Many users share one outgoing address, and the server counts them as one."),
        ],
        steps: &[
            Step::you("Wait ten minutes, then run the test once; repeated attempts keep the limit reached."),
            Step::you(
                "Let mail go out one after the other, or ask for fewer parallel connections in the sending \
                       system.",
            ),
            Step::by(
                Who::MailAdmin,
                "See in the log which sender hit the limit, and raise it for this sender if that is justified.",
            )
            .command("postconf smtpd_client_connection_count_limit smtpd_hard_error_limit"),
        ],
        escalate: "If it goes on after a pause, give your IT team the server's line, the time and the sending system's \
                   address, and ask who else sends from there.",
        references: &[
            Reference::new("RFC 5321 §4.2.2", "https://www.rfc-editor.org/rfc/rfc5321#section-4.2.2"),
            Reference::new("RFC 3463 §3.4", "https://www.rfc-editor.org/rfc/rfc3463#section-3.4"),
        ],
        checked: None,
    }),
    ..Entry::PLAIN
};
