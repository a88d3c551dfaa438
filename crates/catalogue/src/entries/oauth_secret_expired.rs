//! `oauth-secret-expired`: the OAuth client secret has expired.

use crate::entry::*;

/// The OAuth client secret has expired.
pub static OAUTH_SECRET_EXPIRED: Entry = Entry {
    slug: "oauth-secret-expired",
    family: Family::CouldNotSignIn,
    title: "The OAuth client secret has expired",
    field: Some(Field::ClientSecret),
    blocks: &[OauthTask::ClientSecret],
    text: text!(Text {
        meaning: "Every client secret has an end date that is chosen when it is created: two years at most in \
                  Microsoft's admin center. That date has passed. Microsoft issues no token until the portal has a new \
                  secret.",
        causes: &[
            Cause::new("The client secret reached its end date, and nobody replaced it."),
            Cause::new("A new secret exists, but the portal still has the old one."),
        ],
        steps: &[
            Step::by(
                Who::Microsoft365Admin,
                "Create a new client secret for the same application and copy its Value at once.",
            )
            .command("Microsoft Entra admin center > Entra ID > App registrations > Certificates & secrets"),
            Step::you("Enter the new Value as OAuth Client Secret. The client ID and tenant ID stay the same."),
            Step::by(
                Who::Microsoft365Admin,
                "Put the new end date in a shared calendar, some weeks ahead. Delete the old secret once the portal \
                 works.",
            ),
        ],
        escalate: "Ask your Microsoft 365 administrator for a new client secret. Send the client ID, the tenant ID and \
                   the error. Never send the old secret.",
        references: &[
            Reference::new(
                "Microsoft Learn: OAuth 2.0 client credentials flow",
                "https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow",
            ),
            Reference::new(
                "Microsoft Learn: Microsoft Entra error codes",
                "https://learn.microsoft.com/entra/identity-platform/reference-error-codes",
            ),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
