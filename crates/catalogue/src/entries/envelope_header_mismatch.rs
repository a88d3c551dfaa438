//! `envelope-header-mismatch`: the envelope and the header of the message name different people.

use crate::entry::*;

/// The envelope and the header of the message name different people.
pub static ENVELOPE_HEADER_MISMATCH: Entry = Entry {
    slug: "envelope-header-mismatch",
    family: Family::BodyOrEnvelope,
    title: "The message's envelope and header don't match",
    text: text!(Text {
        meaning: "Like a letter, a message has two sets of addresses: the envelope, which servers use for delivery, \
                  and the header, which people see. They may differ, as for Bcc. But a recipient who appears only in \
                  the header receives nothing, and a sender from another domain makes a message look forged.",
        causes: &[
            Cause::new("The portal sends with a technical sender, such as a bounce address of another domain."),
            Cause::new("A recipient was added to the header text, but not to the list of recipients."),
            Cause::new("The message was forwarded or sent again with its old header."),
        ],
        steps: &[
            Step::you(
                "Use the same domain for the From address and for the account or sender address of the portal.",
            ),
            Step::you("Enter every recipient in the portal's To, Cc or Bcc, not in a message template."),
            Step::by(
                Who::MailAdmin,
                "If the two domains must differ, sign the messages with DKIM for the domain of the From address, so \
                 that DMARC passes.",
            ),
        ],
        escalate: "Give the portal's support the message as it was sent (.eml) and the line in the server's log that \
                   names the sender and recipients.",
        references: &[
            Reference::new("RFC 5321 §2.3.1", "https://www.rfc-editor.org/rfc/rfc5321#section-2.3.1"),
            Reference::new("RFC 9989", "https://www.rfc-editor.org/rfc/rfc9989"),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
