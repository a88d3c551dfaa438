//! `microsoft-basic-auth-ending`: Microsoft 365 is ending password sign-in for sending.

use crate::entry::*;

/// Microsoft 365 is ending password sign-in for sending.
pub static MICROSOFT_BASIC_AUTH_ENDING: Entry = Entry {
    slug: "microsoft-basic-auth-ending",
    family: Family::CouldNotSignIn,
    title: "Microsoft 365 is ending password sign-in for sending",
    text: text!(Text {
        meaning: "Microsoft is switching off password sign-in (Basic authentication) for SMTP. For existing \
                  organisations it goes off by default at the end of December 2026; their administrators can turn it \
                  on again. Organisations created after that do not have it by default. Microsoft will announce the \
                  date of its final removal in the second half of 2027.",
        causes: &[
            Cause::new("The portal signs in to Microsoft 365 with a user name and password."),
            Cause::new("You use an app password. It is a password too, and ends with the others."),
            Cause::new("The set-up is older than the portal's support for OAuth."),
        ],
        steps: &[
            Step::you("Plan the change to Microsoft OAuth, which needs the client ID, tenant ID and client secret."),
            Step::by(
                Who::Microsoft365Admin,
                "Check in the SMTP AUTH clients submission report of the Exchange admin center which mailboxes still \
                 use Basic authentication.",
            )
            .command("Exchange admin center > Reports > Mail flow > SMTP AUTH clients"),
            Step::by(
                Who::Microsoft365Admin,
                "Register an application for the portal, add the application permission SMTP.SendAsApp of Office 365 \
                 Exchange Online, and grant admin consent.",
            )
            .command("Microsoft Entra admin center > Entra ID > App registrations > New registration"),
            Step::by(
                Who::Microsoft365Admin,
                "Register the application's service principal in Exchange Online with the object ID from Enterprise \
                 applications.",
            )
            .command("New-ServicePrincipal -AppId 11111111-2222-3333-4444-555555555555 -ObjectId \
                      66666666-7777-8888-9999-000000000000"),
            Step::by(Who::Microsoft365Admin, "Give that service principal access to the mailbox.")
                .command(
                "Add-MailboxPermission -Identity portal@example.com -User 66666666-7777-8888-9999-000000000000 -AccessRights FullAccess",
            ),
            Step::by(Who::Microsoft365Admin, "Keep SMTP sign-in on for that mailbox. OAuth needs it too.")
                .command("Set-CASMailbox -Identity portal@example.com -SmtpClientAuthenticationDisabled $false"),
            Step::by(
                Who::Microsoft365Admin,
                "If you can't make the change in time, plan to turn password sign-in on again after the end of \
                 December 2026, as an interim measure.",
            ),
        ],
        escalate: "Contact your Microsoft 365 administrator before the end of December 2026. Send the user name, the \
                   From address and this notice. Never send the password.",
        references: &[
            Reference::new(
                "Microsoft message center MC786329 (revised 2026-01-27)",
                "https://mc.merill.net/message/MC786329",
            ),
            Reference::new(
                "Microsoft Learn: Authenticate an IMAP, POP or SMTP connection using OAuth",
                "https://learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth",
            ),
            Reference::new(
                "Microsoft Learn: Enable or disable authenticated client SMTP submission",
                "https://learn.microsoft.com/exchange/clients-and-mobile-in-exchange-online/authenticated-client-smtp-submission",
            ),
        ],
        checked: Some("2026-11-01"),
    }),
    ..Entry::DEFAULT
};
