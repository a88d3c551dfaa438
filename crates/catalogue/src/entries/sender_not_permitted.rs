//! `sender-not-permitted`: this account may not send with this From address.

use crate::entry::*;

/// This account may not send with this From address.
pub static SENDER_NOT_PERMITTED: Entry = Entry {
    slug: "sender-not-permitted",
    family: Family::InvalidAddress,
    title: "This account may not send with this From address",
    field: Some(Field::From),
    blocks: &[OauthTask::SendAs],
    text: text!(Text {
        meaning: "The sign-in worked, but the server lets this account send only as itself or from addresses assigned \
                  to it. The portal's From address is not one of them. Some servers say so only when they are given \
                  the recipient, so the recipient is not the problem.",
        causes: &[
            Cause::new("The From address differs from the mailbox that signs in."),
            Cause::new(
                "The From address is a shared mailbox or an alias, and the account has no Send As permission for it.",
            ),
            Cause::new("With OAuth, the user name is a different mailbox from the From address."),
            Cause::new("Module overrides or user settings in the portal use their own From addresses."),
        ],
        steps: &[
            Step::you("Set the From address to the address of the mailbox that signs in."),
            Step::you("Look for other From addresses: module overrides and the e-mail addresses of portal users."),
            Step::by(
                Who::Microsoft365Admin,
                "Or give the account the right to send as that address.",
            )
            .at(MICROSOFT_365)
            .command(
                "Add-RecipientPermission -Identity alerts@contoso.com -Trustee portal@contoso.com -AccessRights \
                 SendAs",
            ),
            Step::by(Who::MailAdmin, "In Postfix, assign the address to the user in the table of sender logins.")
                .command("postconf smtpd_sender_login_maps"),
        ],
        escalate: "If the From address and user name match and the server still refuses, send your IT team both \
                   addresses and the server's reply. Never send the password.",
        references: &[
            Reference::new("RFC 6409 §6.1", "https://www.rfc-editor.org/rfc/rfc6409#section-6.1"),
            Reference::new(
                "Microsoft Learn: Authenticated client SMTP submission in Exchange Online",
                "https://learn.microsoft.com/en-us/exchange/clients-and-mobile-in-exchange-online/\
                 authenticated-client-smtp-submission",
            ),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
