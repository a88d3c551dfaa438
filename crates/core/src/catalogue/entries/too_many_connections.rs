//! `too-many-connections`: the server limits connections or errors of one sender and the limit is reached.

use crate::catalogue::entry::*;
use crate::probe::Stage;

/// The server limits connections or errors of one sender and the limit is reached.
pub static TOO_MANY_CONNECTIONS: Entry = Entry {
    slug: "too-many-connections",
    family: Family::CouldNotConnectOrSignIn,
    text: pack!(Draft {
        title: "The server has had too many connections or errors from this sender",
        meaning: "The server counts how many connections one sender opens at the same time and how many mistakes it \
                  makes, and it closes the door for a while when there are too many. Settings and password may be \
                  right.",
        causes: &[
            "Several programs or jobs send through the same account or from the same address at once.",
            "A program retries quickly after a failure and so keeps its connections or errors high.",
            "Many users share one outgoing address, and the server counts them as one.",
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
    patterns: patterns!("too_many_connections"),
    examples: examples![
        Example::at(Stage::Message, "432 4.3.2 Concurrent connections limit exceeded. Visit https://aka.ms/concurrent_sending"),
        Example::at(
            Stage::Greeting,
            "421 Too many concurrent SMTP connections from this IP address; please try again later.",
        ),
        Example::at(Stage::Greeting, "421 4.7.0 mail.example.com Error: too many connections from 192.0.2.10"),
        Example::at(
            Stage::Greeting,
            "421 4.3.2 The maximum number of concurrent server connections has exceeded a limit, closing transmission \
             channel",
        ),
        Example::at(Stage::Message, "432 4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded"),
        Example::at(Stage::Greeting, "421 4.3.2 All server ports are busy"),
        Example::at(Stage::Auth, "421 4.7.0 mail.example.com Error: too many errors"),
        Example::at(Stage::Auth, "421 4.7.0 mail.example.com Too many invalid commands."),
        Example::at(Stage::RcptTo, "500 Too many syntax or protocol errors"),
        Example::at(Stage::Auth, "521 5.5.1 Too many unrecognized commands, goodbye."),
    ],
};
