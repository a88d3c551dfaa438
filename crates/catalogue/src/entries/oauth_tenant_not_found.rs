//! `oauth-tenant-not-found`: Microsoft does not know this tenant.

use crate::entry::*;

/// Microsoft does not know this tenant.
pub static OAUTH_TENANT_NOT_FOUND: Entry = Entry {
    slug: "oauth-tenant-not-found",
    family: Family::CouldNotSignIn,
    title: "Microsoft does not know this tenant",
    field: Some(Field::TenantId),
    blocks: &[OauthTask::RegisterApp],
    text: text!(Text {
        meaning: "The tenant ID says which organisation the sign-in is for. Microsoft finds no organisation with this \
                  ID or domain in this cloud, or the ID does not name one organisation.",
        causes: &[
            Cause::new("The tenant ID was mistyped, or another ID was pasted into its field."),
            Cause::new("The domain is not registered with the organisation's tenant."),
            Cause::new("You entered common, organizations or consumers, which do not name one organisation."),
            Cause::new("The tenant was deleted, or its subscription has ended."),
            Cause::new(
                "The tenant belongs to another Microsoft cloud, such as US Government or China, which has its own \
                 sign-in address.",
            ),
        ],
        steps: &[
            Step::you("Copy the Directory (tenant) ID again and paste it without spaces. Do not enter common."),
            Step::by(Who::Microsoft365Admin, "Read the tenant ID on the organisation's overview page.")
                .command("Microsoft Entra admin center > Entra ID > Overview"),
            Step::by(
                Who::Microsoft365Admin,
                "If the tenant is in another cloud, tell the portal's operator which sign-in address it needs.",
            ),
        ],
        escalate: "Ask your Microsoft 365 administrator for the Directory (tenant) ID of the organisation that has the \
                   mailbox. Send the ID you entered and the error with its trace ID.",
        references: &[
            Reference::new(
                "Microsoft Learn: Microsoft Entra error codes",
                "https://learn.microsoft.com/entra/identity-platform/reference-error-codes",
            ),
            Reference::new(
                "Microsoft Learn: National clouds",
                "https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud",
            ),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
