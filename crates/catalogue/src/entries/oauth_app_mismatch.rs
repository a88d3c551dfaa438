//! `oauth-app-mismatch`: the token belongs to another application or organisation than the settings say.

use crate::entry::*;

/// The token belongs to another application or organisation than the settings say.
pub static OAUTH_APP_MISMATCH: Entry = Entry {
    slug: "oauth-app-mismatch",
    family: Family::CouldNotSignIn,
    title: "The OAuth token is from another application or organisation",
    text: text!(Text {
        meaning: "A token of Microsoft says which application it was issued to and in which organisation (tenant). One \
                  of the two is not what the settings say. Exchange accepts a token only for an application that is \
                  registered with it, and only for mailboxes of the token's own organisation.",
        causes: &[
            Cause::new("There are several applications or organisations, for example one for tests, and values of two were mixed."),
            Cause::new("The tenant ID is that of a partner or of the portal's maker, not that of the organisation with the \
             mailbox."),
            Cause::new("The token was fetched with another tool, which used an application of its own."),
            Cause::new("The portal still uses a token from before the settings were changed."),
        ],
        steps: &[
            Step::you("Take client ID, tenant ID and client secret from one and the same app registration."),
            Step::by(Who::Microsoft365Admin, "Compare both IDs with the overview of the app registration.")
                .command("Microsoft Entra admin center > Entra ID > App registrations > (the application) > Overview"),
            Step::by(
                Who::Microsoft365Admin,
                "See which applications Exchange knows; the client ID must be in the column AppId.",
            )
            .command("Get-ServicePrincipal | Format-Table DisplayName,AppId,ObjectId"),
            Step::you("Then fetch a new token, or test again so that one is fetched."),
        ],
        escalate: "Give your Microsoft 365 administrator both client IDs or tenant IDs, the one in the settings and \
                   the one in the token, and the mailbox; never the secret or the token.",
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
    ..Entry::PLAIN
};
