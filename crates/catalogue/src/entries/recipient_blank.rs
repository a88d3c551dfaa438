//! `recipient-blank`: there is no recipient.

use crate::entry::*;

/// There is no recipient.
pub static RECIPIENT_BLANK: Entry = Entry {
    slug: "recipient-blank",
    family: Family::InvalidAddress,
    title: "There is no recipient",
    field: Some(Field::To),
    text: text!(Text {
        meaning: "A message needs at least one address in To, Cc or Bcc. Without one, the server cannot deliver the \
                  message and refuses it.",
        causes: &[
            Cause::new("No recipient was entered."),
            Cause::new("The user or group that should receive the message has no e-mail address in the portal."),
            Cause::new("All entries of the list were removed as invalid or empty."),
        ],
        steps: &[
            Step::you("Enter at least one address in To."),
            Step::you("If the portal fills in the recipient, check the e-mail address in that user's own record."),
        ],
        escalate: "If the address is in the portal but missing from the message, ask the portal's support or your IT \
                   team to check. Give them the user and the kind of message.",
        references: &[
            Reference::new("RFC 5321 §3.3", "https://www.rfc-editor.org/rfc/rfc5321#section-3.3"),
            Reference::new("RFC 5322 §3.6.3", "https://www.rfc-editor.org/rfc/rfc5322#section-3.6.3"),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
