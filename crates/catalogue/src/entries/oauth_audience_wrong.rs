//! `oauth-audience-wrong`: the OAuth token is for a service other than Exchange.

use crate::entry::*;

/// The OAuth token is for a service other than Exchange.
pub static OAUTH_AUDIENCE_WRONG: Entry = Entry {
    slug: "oauth-audience-wrong",
    family: Family::CouldNotSignIn,
    title: "The OAuth token is for a service other than Exchange",
    blocks: &[OauthTask::Permission],
    text: text!(Text {
        meaning: "A token is valid for only one service, which the scope of the request names. This request named \
                  none, a wrong one or several, or the organisation does not have the service. So Exchange cannot use \
                  the token.",
        causes: &[
            Cause::new("The scope names Microsoft Graph or another service instead of Exchange."),
            Cause::new("The scope is misspelt, empty or names more than one service."),
            Cause::new(
                "The request asked for a single permission instead of the default scope that this kind of sign-in \
                 needs.",
            ),
            Cause::new("The organisation has no Exchange Online subscription, or it is turned off."),
        ],
        steps: &[
            Step::you("If the portal lets you choose the scope, set it to the one for Exchange Online.")
                .command("https://outlook.office365.com/.default"),
            Step::by(
                Who::Microsoft365Admin,
                "Add the permission for Office 365 Exchange Online, not the one for Microsoft Graph.",
            )
            .command(
                "Microsoft Entra admin center > Entra ID > App registrations > (the application) > API permissions",
            ),
            Step::by(Who::Microsoft365Admin, "Check that the organisation has Exchange Online.")
                .command("Microsoft 365 admin center > Billing > Your products"),
        ],
        escalate: "Send the requested scope, the client ID, the tenant ID and the error with its trace ID.",
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
            Reference::new("RFC 7519 §4.1.3", "https://www.rfc-editor.org/rfc/rfc7519#section-4.1.3"),
        ],
        checked: Some("2026-11-24"),
    }),
    ..Entry::DEFAULT
};
