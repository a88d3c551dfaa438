//! `smtp-auth-disabled`: SMTP sign-in is turned off for this mailbox or organisation.

use crate::entry::*;

/// SMTP sign-in is turned off for this mailbox or organisation.
pub static SMTP_AUTH_DISABLED: Entry = Entry {
    slug: "smtp-auth-disabled",
    family: Family::CouldNotSignIn,
    title: "SMTP sign-in is turned off for this mailbox or organisation",
    blocks: &[OauthTask::SmtpAuth],
    text: text!(Text {
        meaning: "The service knows the account, but sending over SMTP with a sign-in is turned off for it. No \
                  password works, and OAuth is refused too, until an administrator turns it on.",
        causes: &[
            Cause::new(
                "In Microsoft 365, authenticated SMTP is off for the whole tenant, and the mailbox inherits that.",
            ).at(MICROSOFT_365),
            Cause::new("In Microsoft 365, authenticated SMTP is off for this one mailbox.").at(MICROSOFT_365),
            Cause::new(
                "At other services, you first have to turn on SMTP access for mail programs in the mailbox's web \
                 settings.",
            ),
        ],
        steps: &[
            Step::by(
                Who::Microsoft365Admin,
                "Turn on authenticated SMTP for this one mailbox. It may stay off for the tenant.",
            )
            .command("Set-CASMailbox -Identity user@contoso.com -SmtpClientAuthenticationDisabled $false"),
            Step::by(Who::Microsoft365Admin, "Or tick Authenticated SMTP for the user.")
                .command("Microsoft 365 admin center > Users > Active users > (the user) > Mail > Manage email apps"),
            Step::by(Who::Microsoft365Admin, "Check the tenant's own setting.")
                .command("Get-TransportConfig | Format-List SmtpClientAuthenticationDisabled"),
            Step::you(
                "At another service, turn on SMTP (often next to POP3 and IMAP) in the mailbox's web settings.",
            ),
            Step::you("Test again after some minutes. The change takes time to reach all servers."),
        ],
        escalate: "An administrator has to do this. Send the mailbox address and the server's reply, which says \
                   whether it is off for the tenant or for the mailbox.",
        references: &[Reference::new(
            "Microsoft Learn: Authenticated client SMTP submission in Exchange Online",
            "https://learn.microsoft.com/en-us/exchange/clients-and-mobile-in-exchange-online/\
             authenticated-client-smtp-submission",
        )],
        checked: None,
    }),
    ..Entry::DEFAULT
};
