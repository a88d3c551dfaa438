//! `message-not-allowed`: this smtp-doctor installation doesn't send test messages to this recipient.

use crate::entry::*;

/// This smtp-doctor installation doesn't send test messages to this recipient.
pub static MESSAGE_NOT_ALLOWED: Entry = Entry {
    slug: "message-not-allowed",
    family: Family::UnableToRelay,
    title: "This installation doesn't send test messages to this recipient",
    text: text!(Text {
        meaning: "You asked for a test message, but this smtp-doctor installation is set not to send one to that \
                  recipient. No message was sent. This says nothing about the mail server or your settings: the \
                  results of the earlier tests still stand.",
        causes: &[
            Cause::new(
                "The installation sends test messages only to addresses in the domain of the From address. Otherwise \
                 anybody could use it to mail strangers.",
            ),
            Cause::new("The installation is set to send no test messages at all."),
            Cause::new("One of several recipients in To, Cc or Bcc is in another domain."),
        ],
        steps: &[
            Step::you("Test with a recipient in the domain of the From address, preferably your own mailbox."),
            Step::you(
                "If you need another recipient, send a message from the portal itself and paste the reply into \
                 smtp-doctor.",
            ),
            Step::by(
                Who::NetworkAdmin,
                "If you run this smtp-doctor, change which recipients it may send to. Allow all recipients only if \
                 nobody outside can reach it.",
            ),
        ],
        escalate: "If you need a test to that recipient, ask the people who run this smtp-doctor. Give them the sender \
                   and the recipient.",
        references: &[Reference::new("RFC 2505 §2.1", "https://www.rfc-editor.org/rfc/rfc2505#section-2.1")],
        checked: None,
    }),
    ..Entry::DEFAULT
};
