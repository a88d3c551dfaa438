//! `smtp-auth-disabled`: SMTP sign in is switched off for this mailbox or organisation.

use crate::catalogue::entry::*;
use crate::probe::Stage;

/// SMTP sign in is switched off for this mailbox or organisation.
pub static SMTP_AUTH_DISABLED: Entry = Entry {
    slug: "smtp-auth-disabled",
    family: Family::CouldNotSignIn,
    text: pack!(Draft {
        title: "SMTP sign in is switched off for this mailbox or organisation",
        meaning: "The service knows the account, but sending through SMTP with a sign in is switched off for it. No \
                  password helps, and OAuth is refused as well, until an administrator switches it on.",
        causes: &[
            "In Microsoft 365, authenticated SMTP is off for the whole tenant, and the mailbox inherits that.",
            "In Microsoft 365, authenticated SMTP is off for this one mailbox.",
            "At other services, SMTP access for mail programs must first be switched on in the mailbox's web settings.",
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
    patterns: patterns!("smtp_auth_disabled"),
    examples: examples![
        Example::at(
            Stage::Auth,
            "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit \
             https://aka.ms/smtp_auth_disabled for more information. [AM0PR02CA0001.eurprd02.prod.outlook.com]",
        ),
        Example::at(
            Stage::Auth,
            "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox. Visit \
             https://aka.ms/smtp_auth_disabled for more information.",
        ),
        Example::at(Stage::Auth, "550 User has no permission"),
        Example::at(
            Stage::Auth,
            "535 5.7.8 Error: authentication failed: This user does not have access rights to this service",
        ),
        Example::at(Stage::Auth, "550 用户无权登陆"),
    ],
};
