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
        meaning: "The sign in worked, but the server lets this account send only as itself or as addresses that were \
                  assigned to it. The From address in the portal is not one of them. Some servers say so only when the \
                  recipient is named, so the recipient is not at fault.",
        causes: &[
            Cause::new("The From address differs from the mailbox that signs in."),
            Cause::new("The From address is a shared mailbox or an alias for which the account has no Send As permission."),
            Cause::new("With OAuth, the user name names another mailbox than the From address."),
            Cause::new("Module overrides or user settings in the portal use their own From addresses."),
        ],
        steps: &[
            Step::you("Set the From address to the address of the mailbox that signs in."),
            Step::you("Look for other From addresses: module overrides and the e-mail addresses of portal users."),
            Step::by(Who::Microsoft365Admin, "Or give the account the right to send as that address.").at(MICROSOFT_365).command(
                "Add-RecipientPermission -Identity alerts@contoso.com -Trustee portal@contoso.com -AccessRights \
                 SendAs",
            ),
            Step::by(Who::MailAdmin, "In Postfix, assign the address to the user in the table of sender logins.")
                .command("postconf smtpd_sender_login_maps"),
        ],
        escalate: "If From address and user name agree and it is still refused, hand over both addresses and the \
                   server's line; never the password.",
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
    ..Entry::PLAIN
};
