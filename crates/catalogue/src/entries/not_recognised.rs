//! `not-recognised`: we don't recognise this message.

use crate::entry::*;

/// We don't recognise this message.
pub static NOT_RECOGNISED: Entry = Entry {
    slug: "not-recognised",
    family: Family::WhenToContactIt,
    title: "We don't recognise this message",
    text: text!(Text {
        meaning: "This text doesn't tell us what failed, and we don't guess. It comes from the mail server or the \
                  sending program. The people who run the server can find out what it means.",
        causes: &[
            Cause::new("The server, or a filter in front of it, uses its own wording."),
            Cause::new("The sending program has shortened or rewritten the server's reply."),
            Cause::new("The error does not come from the mail server at all."),
        ],
        steps: &[
            Step::you("Paste the whole error text, with the three-digit code and all lines, not only the start."),
            Step::you("Run the connection test with the same settings. It shows at which stage sending stops."),
            Step::you(
                "Check the basics: server address, port, secure connection, user name or OAuth values, and a valid \
                 From address.",
            ),
            Step::by(Who::MailAdmin, "Find the attempt in the server's log by its time and sender."),
        ],
        escalate: "Give your IT team the exact error text, the time with time zone, the server address, port and \
                   secure connection. Include the user name, the From address and this test's report. Never send the \
                   password or the client secret.",
        references: &[
            Reference::new("RFC 5321 §4.2.1", "https://www.rfc-editor.org/rfc/rfc5321#section-4.2.1"),
            Reference::new("RFC 3463 §2", "https://www.rfc-editor.org/rfc/rfc3463#section-2"),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
