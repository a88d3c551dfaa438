//! `mailbox-disabled`: the recipient's mailbox is switched off.

use crate::catalogue::entry::*;
use crate::probe::Stage;

/// The recipient's mailbox is switched off.
pub static MAILBOX_DISABLED: Entry = Entry {
    slug: "mailbox-disabled",
    family: Family::InvalidAddress,
    text: pack!(Draft {
        title: "The recipient's mailbox is switched off",
        meaning: "The address exists, but its account has been disabled, suspended or left unused for so long that it \
                  takes no mail any more.",
        causes: &[
            "The person has left, and the account was disabled rather than deleted.",
            "The provider suspended the account, for example for an unpaid bill or for abuse.",
            "The account was not used for a long time.",
        ],
        steps: &[
            Step::you("Replace the address by that of a person or group in charge today."),
            Step::by(
                Who::Microsoft365Admin,
                "For a mailbox of your own, see whether the account is blocked or has lost its licence.",
            )
            .command(
                "Get-EXOMailbox -Identity user@contoso.com -Properties AccountDisabled | Format-List \
                 AccountDisabled",
            ),
            Step::by(Who::MailAdmin, "Enable the account again, or forward its address to another mailbox."),
        ],
        escalate: "If it is a mailbox of your own organisation, give your IT team its address and the server's line; \
                   otherwise only its owner can help.",
        references: &[Reference::new("RFC 3463 §3.3", "https://www.rfc-editor.org/rfc/rfc3463#section-3.3")],
        checked: None,
    }),
    patterns: patterns!("mailbox_disabled"),
    examples: examples![
        Example::at(
            Stage::RcptTo,
            "550-5.2.1 The email account that you tried to reach is disabled. For more information,\n550 5.2.1 go to \
             https://support.google.com/mail/?p=DisabledUser - gsmtp",
        ),
        Example::at(Stage::RcptTo, "550 5.2.1 The email account that you tried to reach is inactive. - gsmtp"),
        Example::at(Stage::RcptTo, "550 5.2.1 <a@example.com>: Recipient address rejected: Mailbox disabled"),
        Example::at(Stage::RcptTo, "550 5.2.1 Mailbox is disabled, not accepting messages"),
        Example::at(Stage::RcptTo, "550 The user(s) account is disabled."),
        Example::at(Stage::RcptTo, "550 account disabled"),
        Example::at(Stage::RcptTo, "554 delivery error: This account has been disabled or discontinued"),
        Example::at(Stage::RcptTo, "550 Account is inactive"),
        Example::at(Stage::RcptTo, "550 account inactive"),
        Example::at(Stage::RcptTo, "550 account expired"),
        Example::at(Stage::RcptTo, "550 This account has expired"),
        Example::at(Stage::RcptTo, "550 User suspended"),
        Example::at(Stage::RcptTo, "550 Account suspended"),
        Example::at(Stage::RcptTo, "550 This account is suspended"),
        Example::at(Stage::RcptTo, "550 The account has been suspended"),
        Example::at(Stage::RcptTo, "550 Mailbox is frozen."),
        Example::at(Stage::RcptTo, "550 Mailbox is inactive"),
        Example::at(Stage::RcptTo, "550 <a@example.com>... User account not activated"),
        Example::at(Stage::RcptTo, "553 inactive user"),
    ],
};
