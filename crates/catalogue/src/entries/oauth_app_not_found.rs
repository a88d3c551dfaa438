//! `oauth-app-not-found`: the OAuth application was not found in this tenant.

use crate::entry::*;

/// The OAuth application was not found in this tenant.
pub static OAUTH_APP_NOT_FOUND: Entry = Entry {
    slug: "oauth-app-not-found",
    family: Family::CouldNotSignIn,
    title: "The OAuth application was not found in this tenant",
    field: Some(Field::ClientId),
    blocks: &[OauthTask::RegisterApp],
    text: text!(Text {
        meaning: "The tenant exists, but it has no usable application with this client ID. The ID is wrong or belongs \
                  to another tenant, or the application was deleted or disabled.",
        causes: &[
            Cause::new("The client ID was mistyped, or the Object ID or the Secret ID was copied instead."),
            Cause::new("The client ID and tenant ID come from two different tenants."),
            Cause::new(
                "The application is registered in another tenant, and no administrator of this one has added it.",
            ),
            Cause::new("The application was deleted, or an administrator disabled it."),
        ],
        steps: &[
            Step::you(
                "Copy the Application (client) ID and the Directory (tenant) ID again, both from the overview of the \
                 same application.",
            ),
            Step::by(Who::Microsoft365Admin, "Read both IDs on the application's overview page.")
                .command("Microsoft Entra admin center > Entra ID > App registrations > (the application) > Overview"),
            Step::by(Who::Microsoft365Admin, "Check whether the application is enabled for sign-in.")
                .command("Microsoft Entra admin center > Entra ID > Enterprise apps > (the application) > Properties"),
            Step::by(
                Who::Microsoft365Admin,
                "If the application belongs to another tenant, add it to this one by granting admin consent.",
            ),
        ],
        escalate: "Ask your Microsoft 365 administrator for the Application (client) ID and the Directory (tenant) ID \
                   of the portal's application. Send the IDs you entered and the error with its trace ID.",
        references: &[
            Reference::new(
                "Microsoft Learn: Microsoft Entra error codes",
                "https://learn.microsoft.com/entra/identity-platform/reference-error-codes",
            ),
            Reference::new(
                "Microsoft Learn: OAuth 2.0 client credentials flow",
                "https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow",
            ),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
