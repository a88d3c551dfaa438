//! `oauth-field-blank`: a field of the Microsoft OAuth sign-in is empty.

use crate::entry::*;

/// A field of the Microsoft OAuth sign-in is empty.
pub static OAUTH_FIELD_BLANK: Entry = Entry {
    slug: "oauth-field-blank",
    family: Family::CouldNotSignIn,
    title: "A field for the Microsoft OAuth sign-in is empty",
    text: text!(Text {
        meaning: "OAuth uses three values instead of a password: the client ID (which application), the tenant ID \
                  (which organisation) and the client secret (the application's own password). You need all three to \
                  get a token.",
        causes: &[
            Cause::new("You were given only some of the three values."),
            Cause::new("Nobody noted the client secret when it was created. Microsoft does not show it again."),
            Cause::new("The form does not show a saved secret and cleared it when it was saved again."),
        ],
        steps: &[
            Step::you(
                "Enter the client ID, tenant ID and client secret; no password is used. If the form also asks for a \
                 user name, enter the mailbox that sends.",
            ),
            Step::by(
                Who::Microsoft365Admin,
                "Copy the Application (client) ID and the Directory (tenant) ID from the overview of the app \
                 registration.",
            )
            .command("Microsoft Entra admin center > Entra ID > App registrations"),
            Step::by(Who::Microsoft365Admin, "If the secret is lost, create a new one and copy its Value at once.")
                .command("Microsoft Entra admin center > Entra ID > App registrations > Certificates & secrets"),
        ],
        escalate: "If you don't have the values, ask your Microsoft 365 administrator for the client ID, the tenant ID \
                   and a new client secret for this portal. Have them sent in a safe way, not by e-mail.",
        references: &[
            Reference::new(
                "Microsoft Learn: OAuth 2.0 client credentials flow",
                "https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow",
            ),
            Reference::new(
                "Microsoft Learn: Authenticate an IMAP, POP or SMTP connection using OAuth",
                "https://learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth",
            ),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
