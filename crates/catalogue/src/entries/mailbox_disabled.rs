//! `mailbox-disabled`: the recipient's mailbox is disabled.

use crate::entry::*;

/// The recipient's mailbox is disabled.
pub static MAILBOX_DISABLED: Entry = Entry {
    slug: "mailbox-disabled",
    family: Family::InvalidAddress,
    title: "The recipient's mailbox is disabled",
    field: Some(Field::To),
    text: text!(Text {
        meaning: "The address exists, but its account has been disabled or suspended, or was unused for so long that \
                  it no longer accepts mail.",
        causes: &[
            Cause::new("The person has left, and the account was disabled rather than deleted."),
            Cause::new("The provider suspended the account, for example for an unpaid bill or for abuse."),
            Cause::new("The account was not used for a long time."),
        ],
        steps: &[
            Step::you("Use the address of a person or group now in charge instead."),
            Step::by(
                Who::Microsoft365Admin,
                "For a mailbox of your own, check whether the account is blocked or has lost its licence.",
            )
            .at(MICROSOFT_365)
            .command(
                "Get-EXOMailbox -Identity user@contoso.com -Properties AccountDisabled | Format-List \
                 AccountDisabled",
            ),
            Step::by(Who::MailAdmin, "Enable the account again, or forward its address to another mailbox."),
        ],
        escalate: "If the mailbox belongs to your organisation, give your IT team its address and the server's reply. \
                   Otherwise only its owner can help.",
        references: &[Reference::new("RFC 3463 §3.3", "https://www.rfc-editor.org/rfc/rfc3463#section-3.3")],
        checked: None,
    }),
    ..Entry::DEFAULT
};
