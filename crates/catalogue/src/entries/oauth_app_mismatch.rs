//! `oauth-app-mismatch`: the OAuth token is from an application or organisation other than the one in the settings.

use crate::entry::*;

/// The OAuth token is from an application or organisation other than the one in the settings.
pub static OAUTH_APP_MISMATCH: Entry = Entry {
    slug: "oauth-app-mismatch",
    family: Family::CouldNotSignIn,
    title: "The OAuth token is from another application or organisation",
    text: text!(Text {
        meaning: "A Microsoft token says which application it was issued to, and in which organisation (tenant). One \
                  of the two differs from the settings. Exchange accepts a token only for an application registered \
                  with it, and only for mailboxes of the token's own organisation.",
        causes: &[
            Cause::new(
                "You have several applications or organisations, one of them for tests for example, and their values \
                 were mixed.",
            ),
            Cause::new(
                "The tenant ID belongs to a partner or to the portal's vendor, not to the organisation with the \
                 mailbox.",
            ),
            Cause::new("The token was fetched with another tool, which used its own application."),
            Cause::new("The portal still uses a token from before the settings were changed."),
        ],
        steps: &[
            Step::you("Take the client ID, tenant ID and client secret from the same app registration."),
            Step::by(Who::Microsoft365Admin, "Compare both IDs with the overview of the app registration.")
                .command("Microsoft Entra admin center > Entra ID > App registrations > (the application) > Overview"),
            Step::by(
                Who::Microsoft365Admin,
                "Check which applications Exchange knows. The client ID must be in the AppId column.",
            )
            .command("Get-ServicePrincipal | Format-Table DisplayName,AppId,ObjectId"),
            Step::you("Then fetch a new token, or test again to have one fetched."),
        ],
        escalate: "Give your Microsoft 365 administrator both client IDs or tenant IDs, from the settings and from the \
                   token, and the mailbox. Never send the secret or the token.",
        references: &[
            Reference::new(
                "Microsoft Learn: Access token claims reference",
                "https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference",
            ),
            Reference::new(
                "Microsoft Learn: Authenticate an IMAP, POP or SMTP connection using OAuth",
                "https://learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth",
            ),
        ],
        checked: Some("2026-11-26"),
    }),
    ..Entry::DEFAULT
};
