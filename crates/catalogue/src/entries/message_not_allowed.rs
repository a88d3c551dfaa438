//! `message-not-allowed`: this smtp-doctor installation sends no test message to that recipient.

use crate::entry::*;

/// This smtp-doctor installation sends no test message to that recipient.
pub static MESSAGE_NOT_ALLOWED: Entry = Entry {
    slug: "message-not-allowed",
    family: Family::UnableToRelay,
    title: "This installation sends no test message to that recipient",
    text: text!(Text {
        meaning: "A test message was asked for, but this smtp-doctor installation is set not to send one to that \
                  recipient. So no message was sent. This says nothing about the mail server or your settings: what \
                  was tested before is still right.",
        causes: &[
            Cause::new("The installation sends test messages only to addresses in the domain of the From address, so that nobody \
             can use it to mail strangers."),
            Cause::new("The installation is set to send no test messages at all."),
            Cause::new("One of several recipients in To, Cc or Bcc is in another domain."),
        ],
        steps: &[
            Step::you("Test with a recipient in the domain of the From address, best with your own mailbox."),
            Step::you(
                "If it has to be another recipient, send a message from the portal itself and paste the answer into \
                 smtp-doctor.",
            ),
            Step::by(
                Who::NetworkAdmin,
                "If you run this smtp-doctor, change to whom it may send; allow everybody only where strangers cannot \
                 reach it.",
            ),
        ],
        escalate: "If you need a test to that recipient, ask whoever runs this smtp-doctor, and name the sender and \
                   the recipient.",
        references: &[Reference::new("RFC 2505 §2.1", "https://www.rfc-editor.org/rfc/rfc2505#section-2.1")],
        checked: None,
    }),
    ..Entry::PLAIN
};
