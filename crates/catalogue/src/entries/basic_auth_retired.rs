//! `basic-auth-retired`: password sign-in is switched off here, and the service requires OAuth.

use crate::entry::*;

/// Password sign-in is switched off here, and the service requires OAuth.
pub static BASIC_AUTH_RETIRED: Entry = Entry {
    slug: "basic-auth-retired",
    family: Family::CouldNotSignIn,
    title: "Password sign-in is switched off here; the service requires OAuth",
    text: text!(Text {
        meaning: "This tenant no longer accepts a user name and password; Microsoft calls that Basic authentication. \
                  For existing tenants it goes off by default at the end of December 2026. An administrator can turn \
                  it on again until a final date, which Microsoft will announce in the second half of 2027. Your \
                  password may be right: the service does not check it.",
        causes: &[
            Cause::new(
                "The tenant was created after December 2026, or its default has changed: password sign-in for SMTP is \
                 off.",
            ),
            Cause::new("An authentication policy of the organisation blocks password sign-in for SMTP."),
            Cause::new("The mailbox is a personal Outlook.com mailbox, which accepts only OAuth."),
        ],
        steps: &[
            Step::you(
                "For an organisation's mailbox, choose OAuth in the portal and enter OAuth Client ID, OAuth Tenant ID \
                 and OAuth Client Secret from your IT team. A personal Outlook.com mailbox does not work this way: use \
                 another mailbox.",
            ),
            Step::by(
                Who::Microsoft365Admin,
                "Register an application with the Exchange permission SMTP.SendAsApp, grant admin consent and give it \
                 access to the mailbox.",
            )
            .command(
                "New-ServicePrincipal -AppId 11111111-2222-3333-4444-555555555555 -ObjectId \
                 66666666-7777-8888-9999-000000000000",
            ),
            Step::by(Who::Microsoft365Admin, "Give that service principal access to the mailbox.")
                .command(
                "Add-MailboxPermission -Identity user@contoso.com -User 66666666-7777-8888-9999-000000000000 -AccessRights FullAccess",
            ),
            Step::by(
                Who::Microsoft365Admin,
                "Check which policy applies to the mailbox. If the result is empty, the organisation's default \
                 applies.",
            )
            .command("Get-User -Identity user@contoso.com | Format-List AuthenticationPolicy"),
            Step::by(Who::Microsoft365Admin, "Check the organisation's default policy.")
                .command("Get-OrganizationConfig | Format-List DefaultAuthenticationPolicy"),
            Step::by(Who::Microsoft365Admin, "Check whether that policy allows passwords over SMTP.")
                .command("Get-AuthenticationPolicy -Identity \"policy name\" | Format-List AllowBasicAuthSmtp"),
            Step::by(
                Who::Microsoft365Admin,
                "If OAuth is not possible, set up a relay connector for the portal's IP addresses, or High Volume \
                 Email for internal mail.",
            )
            .command("Exchange admin center > Mail flow > Connectors"),
        ],
        escalate: "Send the mailbox address and the server's reply, and ask for the three OAuth values or a relay \
                   connector. Never send the password.",
        references: &[
            Reference { title: "Microsoft 365 message center MC786329, revised 2026-01-27", url: None },
            Reference::new(
                "Microsoft Learn: Authenticate an IMAP, POP or SMTP connection using OAuth",
                "https://learn.microsoft.com/en-us/exchange/client-developer/legacy-protocols/\
                 how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth",
            ),
        ],
        checked: Some("2026-11-01"),
    }),
    ..Entry::DEFAULT
};
