//! `oauth-client-id-malformed`: the OAuth client ID is not a GUID.

use crate::entry::*;

/// The OAuth client ID is not a GUID.
pub static OAUTH_CLIENT_ID_MALFORMED: Entry = Entry {
    slug: "oauth-client-id-malformed",
    family: Family::CouldNotSignIn,
    title: "The OAuth client ID is not in the right format",
    field: Some(Field::ClientId),
    text: text!(Text {
        meaning: "The client ID identifies the application that signs in. At Microsoft it is always a GUID: 32 \
                  hexadecimal digits in groups of 8, 4, 4, 4 and 12, joined by hyphens.",
        causes: &[
            Cause::new("The application's display name or its URI was entered instead of its ID."),
            Cause::new("The client secret and the client ID were swapped."),
            Cause::new("A character was cut off or added when the ID was copied."),
        ],
        steps: &[
            Step::you(
                "Copy the Application (client) ID again with the copy button. Paste it without spaces or quotation \
                 marks.",
            ),
            Step::you("Check that the client secret is not in this field."),
            Step::by(
                Who::Microsoft365Admin,
                "Open the app registration and read the Application (client) ID on its overview page.",
            )
            .command("Microsoft Entra admin center > Entra ID > App registrations"),
        ],
        escalate: "If the ID you were given has another format, ask your Microsoft 365 administrator for the \
                   Application (client) ID. Give them the application's name. Never send the secret.",
        references: &[
            Reference::new(
                "Microsoft Learn: OAuth 2.0 client credentials flow",
                "https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow",
            ),
            Reference::new("RFC 9562 §4", "https://www.rfc-editor.org/rfc/rfc9562#section-4"),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
