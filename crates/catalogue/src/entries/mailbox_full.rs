//! `mailbox-full`: the recipient's mailbox is full.

use crate::entry::*;

/// The recipient's mailbox is full.
pub static MAILBOX_FULL: Entry = Entry {
    slug: "mailbox-full",
    family: Family::InvalidAddress,
    title: "The recipient's mailbox is full",
    field: Some(Field::To),
    text: text!(Text {
        meaning: "The address is right, but its mailbox has used up its space. It accepts no more mail until somebody \
                  deletes messages or raises the limit.",
        causes: &[
            Cause::new("The mailbox is rarely emptied, for example one that only receives notices."),
            Cause::new("Large attachments have filled it."),
            Cause::new("The account is abandoned."),
        ],
        steps: &[
            Step::you("Ask the recipient in another way to make room, or use another recipient for the test."),
            Step::by(
                Who::Microsoft365Admin,
                "Check how full the mailbox is.",
            )
                .at(MICROSOFT_365)
            .command(
                "Get-MailboxStatistics -Identity user@contoso.com | Format-List TotalItemSize,StorageLimitStatus",
            ),
            Step::by(Who::MailAdmin, "Check the mailbox's quota and raise it, or delete old mail.")
                .command("doveadm quota get -u user@example.com"),
        ],
        escalate: "If the mailbox belongs to your organisation, give your IT team its address and the server's reply. \
                   Otherwise only its owner can help.",
        references: &[
            Reference::new("RFC 3463 §3.3", "https://www.rfc-editor.org/rfc/rfc3463#section-3.3"),
            Reference::new("RFC 5321 §4.2.3", "https://www.rfc-editor.org/rfc/rfc5321#section-4.2.3"),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
