//! `storage-full`: the mail server has run out of space.

use crate::entry::*;

/// The mail server has run out of space.
pub static STORAGE_FULL: Entry = Entry {
    slug: "storage-full",
    family: Family::BodyOrEnvelope,
    title: "The mail server has run out of space",
    text: text!(Text {
        meaning: "The mail server's disk or memory is full, so it accepts no mail from anybody for now. Neither the \
                  message nor the settings are the cause.",
        causes: &[
            Cause::new("The disk that holds the server's queue or its logs is full."),
            Cause::new(
                "The server is low on resources and holds back mail to protect itself (Exchange calls it back \
                 pressure).",
            ),
        ],
        steps: &[
            Step::you("Leave the settings as they are and test again later."),
            Step::by(Who::MailAdmin, "Make room on the disk of the mail queue, and find out what filled it.")
                .command("df -h"),
            Step::by(
                Who::MailAdmin,
                "On Exchange Server, free up space on the disk of the transport queue. Look for back pressure in the \
                 event log.",
            ),
        ],
        escalate: "If you run the server yourself, tell your IT team at once: mail is held up for everybody. Send them \
                   the server's reply and the time.",
        references: &[
            Reference::new("RFC 5321 §4.2.3", "https://www.rfc-editor.org/rfc/rfc5321#section-4.2.3"),
            Reference::new("RFC 3463 §3.4", "https://www.rfc-editor.org/rfc/rfc3463#section-3.4"),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
