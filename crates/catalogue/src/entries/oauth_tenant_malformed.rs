//! `oauth-tenant-malformed`: the OAuth tenant ID is neither a GUID nor a domain.

use crate::entry::*;

/// The OAuth tenant ID is neither a GUID nor a domain.
pub static OAUTH_TENANT_MALFORMED: Entry = Entry {
    slug: "oauth-tenant-malformed",
    family: Family::CouldNotSignIn,
    title: "The OAuth tenant ID is not in the right format",
    field: Some(Field::TenantId),
    text: text!(Text {
        meaning: "The tenant ID identifies your organisation at Microsoft. Enter a GUID (groups of 8, 4, 4, 4 and 12 \
                  hexadecimal digits) or a domain that belongs to the organisation, such as example.onmicrosoft.com.",
        causes: &[
            Cause::new("The organisation's name or an e-mail address was entered."),
            Cause::new(
                "You entered common, organizations or consumers. These do not name one organisation and do not work \
                 for this kind of sign-in.",
            ),
            Cause::new("A whole web address was pasted instead of the ID in it."),
            Cause::new("A character was cut off, or a space was pasted too."),
        ],
        steps: &[
            Step::you("Copy the Directory (tenant) ID again and paste it without spaces."),
            Step::by(Who::Microsoft365Admin, "Read the tenant ID on the organisation's overview page.")
                .command("Microsoft Entra admin center > Entra ID > Overview"),
        ],
        escalate: "If you aren't sure which tenant has the mailbox, ask your Microsoft 365 administrator for its \
                   Directory (tenant) ID. Give them the From address.",
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
