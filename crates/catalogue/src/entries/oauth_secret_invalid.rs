//! `oauth-secret-invalid`: the OAuth client secret is not accepted.

use crate::entry::*;

/// The OAuth client secret is not accepted.
pub static OAUTH_SECRET_INVALID: Entry = Entry {
    slug: "oauth-secret-invalid",
    family: Family::CouldNotSignIn,
    title: "The OAuth client secret is not accepted",
    field: Some(Field::ClientSecret),
    blocks: &[OauthTask::ClientSecret],
    text: text!(Text {
        meaning: "Microsoft or Google knows the application, but the client secret does not belong to its client ID. \
                  No token is issued, so the sign-in to the mail server does not even start.",
        causes: &[
            Cause::new("The Secret ID was copied instead of the secret's Value."),
            Cause::new("The secret was pasted incompletely, or with a space or line break."),
            Cause::new("The secret belongs to a different application from the client ID."),
            Cause::new("The field is empty, or the secret has been deleted at Microsoft."),
            Cause::new(
                "The sending program does not encode the secret, so characters such as + or & change on the way.",
            ),
        ],
        steps: &[
            Step::you(
                "Paste the client secret again, from its first to its last character. The Value is not a GUID.",
            ),
            Step::you("Check that the client ID and client secret come from the same application."),
            Step::by(
                Who::Microsoft365Admin,
                "Create a new client secret, copy its Value at once and send it in a safe way.",
            )
            .command("Microsoft Entra admin center > Entra ID > App registrations > Certificates & secrets"),
            Step::by(
                Who::Microsoft365Admin,
                "If the application is registered as a public client, register it as a confidential one. A public \
                 client may not use a secret.",
            )
            .command("Microsoft Entra admin center > Entra ID > App registrations > (the application) > Authentication > Allow public client flows: No"),
        ],
        escalate: "Ask your IT team for the Value of a new client secret. Send the client ID, the tenant ID and the \
                   error with its trace ID. Never send the secret.",
        references: &[
            Reference::new(
                "Microsoft Learn: OAuth 2.0 client credentials flow",
                "https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow",
            ),
            Reference::new(
                "Microsoft Learn: Microsoft Entra error codes",
                "https://learn.microsoft.com/entra/identity-platform/reference-error-codes",
            ),
            Reference::new("RFC 6749 §5.2", "https://www.rfc-editor.org/rfc/rfc6749#section-5.2"),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
