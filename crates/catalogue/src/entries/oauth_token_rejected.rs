//! `oauth-token-rejected`: OAuth sign-in failed: no valid token, or the server refused it.

use crate::entry::*;

/// OAuth sign-in failed: no valid token, or the server refused it.
pub static OAUTH_TOKEN_REJECTED: Entry = Entry {
    slug: "oauth-token-rejected",
    family: Family::CouldNotSignIn,
    title: "OAuth sign-in failed: no valid token, or the server refused it",
    text: text!(Text {
        meaning: "With OAuth, the portal first fetches a token and then sends it to the mail server instead of a \
                  password. Either no valid token was issued, or the mail server did not accept it for this mailbox.",
        causes: &[
            Cause::new(
                "The application has no access to the mailbox in Exchange: its service principal is not registered \
                 there, or was registered with the wrong Object ID.",
            ),
            Cause::new("The user name is not the mailbox that the token is for."),
            Cause::new("The refresh token has expired, was revoked or became invalid when the password changed."),
            Cause::new(
                "The token request lacks a field or has a wrong value, for example an empty client ID or a wrong grant \
                 type.",
            ),
        ],
        steps: &[
            Step::you(
                "Set the user name to the mailbox that sends. If the form has no user name with OAuth, set the From \
                 address.",
            ),
            Step::you("If a person has to sign in for this connection, sign in again and grant access."),
            Step::by(
                Who::Microsoft365Admin,
                "Register the application in Exchange with the Object ID from Enterprise applications, not the one \
                 from App registrations.",
            )
            .command(
                "New-ServicePrincipal -AppId 11111111-2222-3333-4444-555555555555 -ObjectId \
                 66666666-7777-8888-9999-000000000000",
            ),
            Step::by(Who::Microsoft365Admin, "Give that service principal access to the mailbox.")
                .command(
                "Add-MailboxPermission -Identity user@contoso.com -User 66666666-7777-8888-9999-000000000000 \
                 -AccessRights FullAccess",
            ),
            Step::by(
                Who::Microsoft365Admin,
                "Find the attempt in the sign-in logs. An error there names the reason.",
            )
            .command("Microsoft Entra admin center > Monitoring & health > Sign-in logs > Service principal sign-ins"),
        ],
        escalate: "Send the client ID, the tenant ID, the mailbox, the complete error with its trace ID and time, and \
                   the mail server's reply. Never send the client secret or the token.",
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
            Reference::new("RFC 7628 §3.2.2", "https://www.rfc-editor.org/rfc/rfc7628#section-3.2.2"),
        ],
        checked: Some("2026-11-24"),
    }),
    ..Entry::DEFAULT
};
