//! `storage-full`: the mail server has run out of space.

use crate::catalogue::entry::*;
use crate::probe::Stage;

/// The mail server has run out of space.
pub static STORAGE_FULL: Entry = Entry {
    slug: "storage-full",
    family: Family::BodyOrEnvelope,
    text: pack!(Draft {
        title: "The mail server has run out of space",
        meaning: "The disk or the memory of the mail server itself is full, so it takes no mail from anybody for now. \
                  Neither the message nor the settings are the cause.",
        causes: &[
            "The disk that holds the server's queue or its logs is full.",
            "The server is short of resources and holds mail back to protect itself (Exchange calls it back pressure).",
        ],
        steps: &[
            Step::you("Leave the settings as they are and test again later."),
            Step::by(Who::MailAdmin, "Make room on the disk of the mail queue, and find out what filled it.")
                .command("df -h"),
            Step::by(
                Who::MailAdmin,
                "On Exchange Server, free space on the disk of the transport queue and look in the event log for back \
                 pressure.",
            ),
        ],
        escalate: "If you run the server yourself, tell your IT team at once: mail is held up for everybody. Hand over \
                   the server's line and the time.",
        references: &[
            Reference::new("RFC 5321 §4.2.3", "https://www.rfc-editor.org/rfc/rfc5321#section-4.2.3"),
            Reference::new("RFC 3463 §3.4", "https://www.rfc-editor.org/rfc/rfc3463#section-3.4"),
        ],
        checked: None,
    }),
    patterns: patterns!("storage_full"),
    examples: examples![
        Example::at(Stage::MailFrom, "452 4.3.1 Insufficient system storage"),
        Example::at(Stage::MailFrom, "452 4.3.1 Insufficient system resources (UsedDiskSpace[D:/Queue])"),
        Example::at(Stage::MailFrom, "452 space shortage, please try later"),
        Example::at(Stage::MailFrom, "452 Insufficient storage"),
        Example::at(Stage::Message, "451 4.3.0 Error: queue file write error"),
        Example::at(Stage::Message, "451 No space left on device"),
        Example::at(Stage::Message, "452 4.3.1 disk full"),
        Example::at(Stage::MailFrom, "452 not enough disk space for this message"),
    ],
};
