//! `smtp-auth-disabled`: SMTP sign in is switched off for this mailbox or organisation.

use crate::entry::*;

/// SMTP sign in is switched off for this mailbox or organisation.
pub static SMTP_AUTH_DISABLED: Entry = Entry {
    slug: "smtp-auth-disabled",
    family: Family::CouldNotSignIn,
    title: "SMTP sign in is switched off for this mailbox or organisation",
    blocks: &[OauthTask::SmtpAuth],
    text: text!(Text {
        meaning: "The service knows the account, but sending through SMTP with a sign in is switched off for it. No \
                  password helps, and OAuth is refused as well, until an administrator switches it on.",
        causes: &[
            Cause::new("In Microsoft 365, authenticated SMTP is off for the whole tenant, and the mailbox inherits that.").at(MICROSOFT_365),
            Cause::new("In Microsoft 365, authenticated SMTP is off for this one mailbox.").at(MICROSOFT_365),
            Cause::new("At other services, SMTP access for mail programs must first be switched on in the mailbox's web settings."),
        ],
        steps: &[
            Step::by(
                Who::Microsoft365Admin,
                "Switch authenticated SMTP on for this one mailbox; the tenant may stay off.",
            )
            .command("Set-CASMailbox -Identity user@contoso.com -SmtpClientAuthenticationDisabled $false"),
            Step::by(Who::Microsoft365Admin, "Or tick Authenticated SMTP for the user.")
                .command("Microsoft 365 admin center > Users > Active users > (the user) > Mail > Manage email apps"),
            Step::by(Who::Microsoft365Admin, "Check the tenant's own setting.")
                .command("Get-TransportConfig | Format-List SmtpClientAuthenticationDisabled"),
            Step::you("At another service, switch SMTP (often beside POP3 and IMAP) on in the mailbox's web settings."),
            Step::you("Test again after some minutes: the change takes time to reach all servers."),
        ],
        escalate: "This needs an administrator. Hand over the mailbox address and the server's line; it names the \
                   tenant or the mailbox as the place of the switch.",
        references: &[Reference::new(
            "Microsoft Learn: Authenticated client SMTP submission in Exchange Online",
            "https://learn.microsoft.com/en-us/exchange/clients-and-mobile-in-exchange-online/\
             authenticated-client-smtp-submission",
        )],
        checked: None,
    }),
    ..Entry::PLAIN
};
