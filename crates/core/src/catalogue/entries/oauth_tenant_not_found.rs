//! `oauth-tenant-not-found`: microsoft does not know this tenant.

use crate::catalogue::entry::*;
use crate::probe::Stage;

/// Microsoft does not know this tenant.
pub static OAUTH_TENANT_NOT_FOUND: Entry = Entry {
    slug: "oauth-tenant-not-found",
    family: Family::CouldNotSignIn,
    text: pack!(Draft {
        title: "Microsoft does not know this tenant",
        meaning: "The tenant ID says which organisation the sign in is for. Microsoft finds no organisation by this \
                  ID or domain in this cloud, or the ID does not name one organisation.",
        causes: &[
            "The tenant ID was mistyped, or another ID was pasted into its field.",
            "The domain that was entered is not registered with the organisation's tenant.",
            "common, organizations or consumers was entered, which do not name one organisation.",
            "The tenant was deleted, or its subscription has ended.",
            "The tenant belongs to another Microsoft cloud, such as US Government or China, which has its own sign in \
             address.",
        ],
        steps: &[
            Step::you("Copy the Directory (tenant) ID again, and paste it without spaces; do not enter common."),
            Step::by(Who::Microsoft365Admin, "Read the tenant ID on the overview page of the organisation.")
                .command("Microsoft Entra admin center > Entra ID > Overview"),
            Step::by(
                Who::Microsoft365Admin,
                "Where the tenant is in another cloud, tell the operator of the portal which sign in address it needs.",
            ),
        ],
        escalate: "Ask your Microsoft 365 administrator for the Directory (tenant) ID of the organisation that holds \
                   the mailbox, and hand over the ID you entered and the error with its trace ID.",
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
    patterns: patterns!("oauth_tenant_not_found"),
    examples: examples![
        Example::at(
            Stage::Token,
            "AADSTS90002: Tenant 'contoso.example' not found. Check to make sure you have the correct tenant ID and \
             are signing into the correct cloud.",
        ),
        Example::at(
            Stage::Token,
            "AADSTS50059: No tenant-identifying information found in either the request or implied by any provided \
             credentials.",
        ),
        Example::at(
            Stage::Token,
            "AADSTS900023: Specified tenant identifier 'contoso' is neither a valid DNS name, nor a valid external \
             domain.",
        ),
    ],
};
