//! `mailbox-full`: the recipient's mailbox is full.

use crate::catalogue::entry::*;
use crate::probe::Stage;

/// The recipient's mailbox is full.
pub static MAILBOX_FULL: Entry = Entry {
    slug: "mailbox-full",
    family: Family::InvalidAddress,
    text: pack!(Draft {
        title: "The recipient's mailbox is full",
        meaning: "The address is right, but the mailbox behind it has used up its space and takes no more mail until \
                  something is deleted or the limit is raised.",
        causes: &[
            "The mailbox is rarely emptied, for example one that only receives notices.",
            "Large attachments have filled it.",
            "The account is abandoned.",
        ],
        steps: &[
            Step::you("Ask the recipient, by another way, to make room; or use another recipient for the test."),
            Step::by(Who::Microsoft365Admin, "See how full the mailbox is.").command(
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
    patterns: patterns!("mailbox_full"),
    examples: examples![
        Example::at(Stage::RcptTo, "452 4.2.2 <a@example.com>: Recipient address rejected: Mailbox full"),
        Example::at(Stage::RcptTo, "552 5.2.2 <a@example.com>: user is over quota"),
        Example::at(
            Stage::RcptTo,
            "452-4.2.2 The recipient's inbox is out of storage space. Please direct the\n452-4.2.2 recipient to\n452 \
             4.2.2  https://support.google.com/mail/?p=OverQuotaTemp - gsmtp",
        ),
        Example::at(Stage::Message, "554 5.2.2 mailbox full; STOREDRV.Deliver.Exception:QuotaExceededException"),
        Example::at(Stage::RcptTo, "552 5.2.2 Quota exceeded (mailbox for user is full)"),
        Example::at(Stage::RcptTo, "552 Requested mail action aborted: exceeded storage allocation"),
        Example::at(Stage::RcptTo, "550 The mailbox is full"),
        Example::at(Stage::Message, "552 error writing message: File too large"),
        Example::at(Stage::RcptTo, "552 Recipient overquota"),
        Example::at(Stage::Message, "552 Quota exceed the hard limit"),
        Example::at(Stage::Message, "422 Mailbox quota usage exceeded"),
        Example::at(
            Stage::RcptTo,
            "550 The user to whom this message was addressed has exceeded the allowed mailbox quota.",
        ),
        Example::at(Stage::RcptTo, "552 account is full (quota exceeded)"),
        Example::at(Stage::RcptTo, "552 The users mailfolder is over the allowed quota (size). (#5.2.2)"),
        Example::at(
            Stage::RcptTo,
            "552 Message rejected. Not enough storage space in user's mailbox to accept message.",
        ),
        Example::at(Stage::RcptTo, "550 user has too many messages on the server"),
    ],
};
