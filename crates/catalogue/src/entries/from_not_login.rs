//! `from-not-login`: the From address differs from the user name.

use crate::entry::*;

/// The From address differs from the user name.
pub static FROM_NOT_LOGIN: Entry = Entry {
    slug: "from-not-login",
    family: Family::CouldNotConnectOrSignIn,
    title: "The From address differs from the account that signs in",
    text: text!(Text {
        meaning: "Many servers let an account send only from its own address. If From is another address, they refuse \
                  the message unless the account is allowed to use it.",
        causes: &[
            Cause::new("The account is a technical one, and From is a shared or personal address."),
            Cause::new("From is an alias that the provider does not accept for sending."),
            Cause::new("The user name was changed to another mailbox, but From was not."),
        ],
        steps: &[
            Step::you("Use the account's own address as From, if your recipients can accept that."),
            Step::by(
                Who::MailAdmin,
                "Allow the account to send from this From address, or register it as a verified sender.",
            ),
            Step::by(
                Who::Microsoft365Admin,
                "Give the account the Send As permission for the From mailbox.",
            )
            .at(MICROSOFT_365)
            .command(
                "Add-RecipientPermission -Identity office@example.com -Trustee portal@example.com -AccessRights SendAs",
            ),
        ],
        escalate: "If you must keep the From address, ask your IT team to allow it for this account. Give them the \
                   user name and the From address. Never send the password.",
        references: &[
            Reference::new("RFC 6409 §6.1", "https://www.rfc-editor.org/rfc/rfc6409#section-6.1"),
            Reference::new(
                "Microsoft Learn: Set up a device or application to send e-mail with Microsoft 365",
                "https://learn.microsoft.com/exchange/mail-flow-best-practices/how-to-set-up-a-multifunction-device-or-application-to-send-email-using-microsoft-365-or-office-365",
            ),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
