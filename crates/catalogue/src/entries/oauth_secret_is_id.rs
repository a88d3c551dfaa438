//! `oauth-secret-is-id`: the client secret looks like a secret ID.

use crate::entry::*;

/// The client secret looks like a secret ID.
pub static OAUTH_SECRET_IS_ID: Entry = Entry {
    slug: "oauth-secret-is-id",
    family: Family::CouldNotSignIn,
    title: "This looks like the client secret's ID, not its value",
    field: Some(Field::ClientSecret),
    text: text!(Text {
        meaning: "Microsoft shows two things for each client secret: the Secret ID, which is only a label, and the \
                  Value, which is the secret itself. The field contains a GUID, which is the form of the label. \
                  Microsoft will reply that the secret is invalid (AADSTS7000215).",
        causes: &[
            Cause::new("The column Secret ID was copied instead of the column Value."),
            Cause::new(
                "The Value is no longer shown in full: Microsoft shows it only right after the secret is created.",
            ),
            Cause::new("The client ID or the tenant ID was pasted into the wrong field."),
        ],
        steps: &[
            Step::you(
                "If you still have the Value, paste that. It is not a GUID and often contains characters such as ~ or \
                 a full stop.",
            ),
            Step::by(Who::Microsoft365Admin, "Otherwise create a new client secret and copy its Value at once.")
                .command("Microsoft Entra admin center > Entra ID > App registrations > Certificates & secrets"),
            Step::by(
                Who::Microsoft365Admin,
                "Note the date on which the new secret expires. Remove the old one once the portal works.",
            ),
        ],
        escalate: "If you can't open the app registration, ask your Microsoft 365 administrator for the Value of a new \
                   client secret. Send the client ID, never the secret.",
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
