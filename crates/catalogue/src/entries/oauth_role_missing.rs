//! `oauth-role-missing`: the OAuth token lacks the permission to send.

use crate::entry::*;

/// The OAuth token lacks the permission to send.
pub static OAUTH_ROLE_MISSING: Entry = Entry {
    slug: "oauth-role-missing",
    family: Family::CouldNotSignIn,
    title: "The OAuth token lacks the permission to send",
    blocks: &[OauthTask::Permission, OauthTask::Consent],
    text: text!(Text {
        meaning: "The application can get a token, but has no role that allows it to send over SMTP. Microsoft issues \
                  tokens without roles too, so the error appears only when the mail server refuses them.",
        causes: &[
            Cause::new("The application does not have the permission SMTP.SendAsApp, or consent for it is missing."),
            Cause::new("A delegated permission such as SMTP.Send was added instead of the application permission."),
            Cause::new(
                "The application requires users and applications to be assigned to it, and this one is not assigned.",
            ),
        ],
        steps: &[
            Step::by(
                Who::Microsoft365Admin,
                "Add SMTP.SendAsApp under Application permissions of Office 365 Exchange Online, and grant admin \
                 consent.",
            )
            .command(
                "Microsoft Entra admin center > Entra ID > App registrations > (the application) > API permissions",
            ),
            Step::by(
                Who::Microsoft365Admin,
                "If a person signs in and assignment is required, assign that person. An application gets its role in \
                 step 1.",
            )
                .command(
                    "Microsoft Entra admin center > Entra ID > Enterprise apps > (the application) > Users and groups",
                ),
            Step::you(
                "Send again after some minutes. The portal needs a new token, which then carries the role \
                 SMTP.SendAsApp.",
            ),
        ],
        escalate: "Send the client ID and the tenant ID, and ask for SMTP.SendAsApp with admin consent. Never send the \
                   token itself.",
        references: &[
            Reference::new(
                "Microsoft Learn: Authenticate an IMAP, POP or SMTP connection using OAuth",
                "https://learn.microsoft.com/en-us/exchange/client-developer/legacy-protocols/\
                 how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth",
            ),
            Reference::new(
                "Microsoft Learn: OAuth 2.0 client credentials flow",
                "https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow",
            ),
        ],
        checked: Some("2026-11-24"),
    }),
    ..Entry::DEFAULT
};
