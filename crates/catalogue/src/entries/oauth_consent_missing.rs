//! `oauth-consent-missing`: the OAuth application has not been granted consent.

use crate::entry::*;

/// The OAuth application has not been granted consent.
pub static OAUTH_CONSENT_MISSING: Entry = Entry {
    slug: "oauth-consent-missing",
    family: Family::CouldNotSignIn,
    title: "The OAuth application has not been granted consent",
    blocks: &[OauthTask::Consent],
    text: text!(Text {
        meaning: "An application may use Exchange only after an administrator of the organisation has consented to its \
                  permissions. This consent is missing, or the application does not request the permission it needs.",
        causes: &[
            Cause::new("The permission was added to the application, but nobody granted admin consent for it."),
            Cause::new("The application does not list the permission for Office 365 Exchange Online at all."),
            Cause::new("Consent was withdrawn, or was granted in another tenant."),
            Cause::new(
                "At Google Workspace, domain-wide delegation is not set up for this client and scope.",
            ).at(GOOGLE),
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
                "Check that the status next to the permission says that consent is granted for the organisation.",
            ),
            Step::by(
                Who::MailAdmin,
                "At Google Workspace, allow the client ID with the scope https://mail.google.com/.",
            )
            .at(GOOGLE)
            .command(
                "Google Admin console > Security > Access and data control > API controls > Domain-wide delegation",
            ),
            Step::you("Test again after some minutes."),
        ],
        escalate: "An administrator of the organisation has to do this. Send the client ID, the tenant ID, the \
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
    ..Entry::DEFAULT
};
