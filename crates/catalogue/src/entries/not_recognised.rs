//! `not-recognised`: smtp-doctor does not know this answer.

use crate::entry::*;

/// smtp-doctor does not know this answer.
pub static NOT_RECOGNISED: Entry = Entry {
    slug: "not-recognised",
    family: Family::WhenToContactIt,
    title: "This answer is not in the catalogue",
    text: text!(Text {
        meaning: "smtp-doctor does not know these words and does not guess. The answer comes from the mail server or \
                  from the sending program; whoever runs the server can find out its meaning.",
        causes: &[
            Cause::new("The server, or a filter in front of it, uses wording of its own."),
            Cause::new("The sending program has shortened or rewritten the server's answer."),
            Cause::new("The error does not come from the mail server at all."),
        ],
        steps: &[
            Step::you("Paste the whole error text, with the three-digit code and all lines, not only its beginning."),
            Step::you("Run the connection test with the same settings: it shows at which stage sending stops."),
            Step::you(
                "Check the basics: server address, port, secure connection, user name or OAuth values, and a \
                       valid From address.",
            ),
            Step::by(Who::MailAdmin, "Find the attempt in the server's log by its time and sender."),
        ],
        escalate: "Hand your IT team the exact error text, the time with time zone, server address, port, secure \
                   connection, user name, From address and this test's report; never the password or the client \
                   secret.",
        references: &[
            Reference::new("RFC 5321 §4.2.1", "https://www.rfc-editor.org/rfc/rfc5321#section-4.2.1"),
            Reference::new("RFC 3463 §2", "https://www.rfc-editor.org/rfc/rfc3463#section-2"),
        ],
        checked: None,
    }),
    ..Entry::PLAIN
};
