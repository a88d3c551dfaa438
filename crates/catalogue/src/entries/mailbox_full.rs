//! `mailbox-full`: the recipient's mailbox is full.

use crate::entry::*;

/// The recipient's mailbox is full.
pub static MAILBOX_FULL: Entry = Entry {
    slug: "mailbox-full",
    family: Family::InvalidAddress,
    title: "The recipient's mailbox is full",
    field: Some(Field::To),
    text: text!(Text {
        meaning: "The address is right, but the mailbox behind it has used up its space and takes no more mail until \
                  something is deleted or the limit is raised.",
        causes: &[
            Cause::new("The mailbox is rarely emptied, for example one that only receives notices."),
            Cause::new("Large attachments have filled it."),
            Cause::new("The account is abandoned."),
        ],
        steps: &[
            Step::you("Ask the recipient, by another way, to make room; or use another recipient for the test."),
            Step::by(Who::Microsoft365Admin, "See how full the mailbox is.").at(MICROSOFT_365).command(
                "Get-MailboxStatistics -Identity user@contoso.com | Format-List TotalItemSize,StorageLimitStatus",
            ),
            Step::by(Who::MailAdmin, "Look up the quota of the mailbox and raise it or clear old mail.")
                .command("doveadm quota get -u user@example.com"),
        ],
        escalate: "If it is a mailbox of your own organisation, give your IT team its address and the server's line; \
                   otherwise only its owner can help.",
        references: &[
            Reference::new("RFC 3463 §3.3", "https://www.rfc-editor.org/rfc/rfc3463#section-3.3"),
            Reference::new("RFC 5321 §4.2.3", "https://www.rfc-editor.org/rfc/rfc5321#section-4.2.3"),
        ],
        checked: None,
    }),
    ..Entry::PLAIN
};
