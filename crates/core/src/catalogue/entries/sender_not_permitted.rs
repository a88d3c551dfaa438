//! `sender-not-permitted`: this account may not send with this From address.

use crate::catalogue::entry::*;
use crate::probe::Stage;

/// This account may not send with this From address.
pub static SENDER_NOT_PERMITTED: Entry = Entry {
    slug: "sender-not-permitted",
    family: Family::InvalidAddress,
    text: pack!(Draft {
        title: "This account may not send with this From address",
        meaning: "The sign in worked, but the server lets this account send only as itself or as addresses that were \
                  assigned to it. The From address in the portal is not one of them. Some servers say so only when the \
                  recipient is named, so the recipient is not at fault.",
        causes: &[
            "The From address differs from the mailbox that signs in.",
            "The From address is a shared mailbox or an alias for which the account has no Send As permission.",
            "With OAuth, the user name names another mailbox than the From address.",
            "Module overrides or user settings in the portal use their own From addresses.",
        ],
        steps: &[
            Step::you("Set the From address to the address of the mailbox that signs in."),
            Step::you("Look for other From addresses: module overrides and the e-mail addresses of portal users."),
            Step::by(Who::Microsoft365Admin, "Or give the account the right to send as that address.").command(
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
    patterns: patterns!("sender_not_permitted"),
    examples: examples![
        Example::at(
            Stage::RcptTo,
            "553 5.7.1 <other@example.com>: Sender address rejected: not owned by user user@example.com",
        ),
        Example::at(Stage::RcptTo, "550 Sender address other@example.com is not owned by user user@example.com"),
        Example::at(Stage::RcptTo, "530 Sender rejected"),
        Example::at(Stage::MailFrom, "550 5.7.1 Sender address rejected."),
        Example::at(Stage::MailFrom, "550 5.7.60 SMTP; Client does not have permissions to send as this sender"),
        Example::at(
            Stage::Message,
            "554 5.2.252 SendAsDenied; portal@contoso.com not allowed to send as alerts@contoso.com; \
             STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSendAsDenied",
        ),
        Example::at(Stage::MailFrom, "550 5.7.1 Sender address not allowed."),
        Example::at(Stage::MailFrom, "550 Sender address is not allowed."),
        Example::at(Stage::MailFrom, "553 You are not permitted to send as this address"),
        Example::at(Stage::MailFrom, "501 mail from address must be same as authorization user"),
        Example::at(Stage::MailFrom, "553 Mail from must equal authorized user"),
        Example::at(Stage::RcptTo, "553 Relaying disallowed as alerts@example.com"),
        Example::at(Stage::RcptTo, "553 5.7.1 Sender is not allowed to relay emails"),
        Example::at(Stage::MailFrom, "403 You are not authorized to send from that email address"),
        Example::at(Stage::MailFrom, "550 5.7.1 You are not authorized to send from this domain"),
        Example::at(Stage::Message, "554 5.7.1 User is not authorized to send on behalf of this address"),
    ],
};
