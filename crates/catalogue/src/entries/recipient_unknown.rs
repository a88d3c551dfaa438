//! `recipient-unknown`: the recipient's mailbox does not exist.

use crate::entry::*;

/// The recipient's mailbox does not exist.
pub static RECIPIENT_UNKNOWN: Entry = Entry {
    slug: "recipient-unknown",
    family: Family::InvalidAddress,
    title: "The recipient's mailbox does not exist",
    field: Some(Field::To),
    text: text!(Text {
        meaning: "The server for the recipient's domain has no mailbox with this name. The connection and the sign-in \
                  are fine; correct the address.",
        causes: &[
            Cause::new("The part before the @ is misspelt, or has a stray character or space."),
            Cause::new("The person has left, or the mailbox was renamed or deleted."),
            Cause::new("The mailbox was created a short time ago, and not all servers know it yet."),
            Cause::new(
                "The server gives the same reply for addresses outside its own domains, which it does not relay.",
            ),
        ],
        steps: &[
            Step::you(
                "Compare the address letter by letter with one that works, and correct it where it is stored in the \
                 portal.",
            ),
            Step::you("Test with another recipient in the same domain, for example your own address."),
            Step::by(
                Who::Microsoft365Admin,
                "Check whether the address belongs to a mailbox, group or contact.",
            )
            .at(MICROSOFT_365)
            .command("Get-Recipient -Identity user@contoso.com"),
            Step::by(Who::MailAdmin, "Look up the address in the server's table of recipients and aliases."),
        ],
        escalate: "If the address is right, ask the IT team of the recipient's domain whether the mailbox exists. Give \
                   them the address and the server's reply.",
        references: &[
            Reference::new("RFC 5321 §4.2.3", "https://www.rfc-editor.org/rfc/rfc5321#section-4.2.3"),
            Reference::new("RFC 3463 §3.2", "https://www.rfc-editor.org/rfc/rfc3463#section-3.2"),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
