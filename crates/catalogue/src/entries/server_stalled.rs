//! `server-stalled`: the server was reached but stopped answering.

use crate::entry::*;

/// The server was reached but stopped answering.
pub static SERVER_STALLED: Entry = Entry {
    slug: "server-stalled",
    family: Family::CouldNotConnectOrSignIn,
    title: "The server was reached but stopped answering",
    text: text!(Text {
        meaning: "The connection works, but the server did not answer in time. It may be overloaded, may be waiting \
                  for something itself, or may expect the other way to start encryption.",
        causes: &[
            Cause::new("The port and secure connection don't match: both sides wait for the other to start."),
            Cause::new("The server is overloaded or delays new senders on purpose."),
            Cause::new("The server is waiting for a DNS lookup, a spam list or its user directory."),
            Cause::new("A firewall or scanner in between holds back the data."),
        ],
        steps: &[
            Step::you("Check the pair: port 465 with SSL (implicit TLS), port 587 with TLS (STARTTLS)."),
            Step::you("Run the test again later. If it then passes, the server was busy."),
            Step::by(
                Who::MailAdmin,
                "Check in the server's log what it was doing at the time of the test: lookups, user directory, load.",
            ),
            Step::by(
                Who::NetworkAdmin,
                "Check for devices that inspect mail traffic between the sending system and the server.",
            ),
        ],
        escalate: "If it stalls every time at the same stage, give your IT team the server, port, stage and time, and \
                   the transcript of the test.",
        references: &[Reference::new("RFC 5321 §4.5.3.2", "https://www.rfc-editor.org/rfc/rfc5321#section-4.5.3.2")],
        checked: None,
    }),
    ..Entry::DEFAULT
};
