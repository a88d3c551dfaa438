//! `oauth-consent-missing`: the OAuth application has not been given consent.

use crate::catalogue::entry::*;
use crate::probe::Stage;

/// The OAuth application has not been given consent.
pub static OAUTH_CONSENT_MISSING: Entry = Entry {
    slug: "oauth-consent-missing",
    family: Family::CouldNotSignIn,
    text: pack!(Draft {
        title: "The OAuth application has not been given consent",
        meaning: "An application may use Exchange only after an administrator of the organisation has agreed to its \
                  permissions. This consent is missing, or the application does not ask for the permission it needs.",
        causes: &[
            "The permission was added to the application, but nobody granted admin consent for it.",
            "The application does not list the permission for Office 365 Exchange Online at all.",
            "Consent was withdrawn, or was given in another tenant.",
            "At Google Workspace, domain-wide delegation is not set up for this client and scope.",
        ],
        steps: &[
            Step::by(
                Who::Microsoft365Admin,
                "Add the application permission SMTP.SendAsApp of Office 365 Exchange Online, then grant admin \
                 consent.",
            )
            .command(
                "Microsoft Entra admin center > Entra ID > App registrations > (the application) > API permissions",
            ),
            Step::by(
                Who::Microsoft365Admin,
                "Check that the status beside the permission says that consent is granted for the organisation.",
            ),
            Step::by(
                Who::MailAdmin,
                "At Google Workspace, allow the client ID with the scope https://mail.google.com/.",
            )
            .command(
                "Google Admin console > Security > Access and data control > API controls > Domain-wide delegation",
            ),
            Step::you("Test again after some minutes."),
        ],
        escalate: "This needs an administrator of the organisation: hand over the client ID, the tenant ID, the \
                   permission SMTP.SendAsApp and the error with its trace ID.",
        references: &[
            Reference::new(
                "Microsoft Learn: Authenticate an IMAP, POP or SMTP connection using OAuth",
                "https://learn.microsoft.com/en-us/exchange/client-developer/legacy-protocols/\
                 how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth",
            ),
            Reference::new(
                "Microsoft Learn: Microsoft Entra error codes",
                "https://learn.microsoft.com/entra/identity-platform/reference-error-codes",
            ),
        ],
        checked: Some("2026-11-24"),
    }),
    patterns: patterns!("oauth_consent_missing"),
    examples: examples![
        Example::at(
            Stage::Token,
            "AADSTS65001: The user or administrator has not consented to use the application with ID \
             '11111111-2222-3333-4444-555555555555' named 'Portal'.",
        ),
        Example::at(
            Stage::Token,
            "AADSTS650056: Misconfigured application. This could be due to one of the following: the client has not \
             listed any permissions in the requested permissions.",
        ),
    ],
};
