//! `oauth-token-rejected`: OAuth sign in failed: no valid token, or the server refused it.

use crate::entry::*;

/// OAuth sign in failed: no valid token, or the server refused it.
pub static OAUTH_TOKEN_REJECTED: Entry = Entry {
    slug: "oauth-token-rejected",
    family: Family::CouldNotSignIn,
    title: "OAuth sign in failed: no valid token, or the server refused it",
    text: text!(Text {
        meaning: "With OAuth the portal first fetches a token and then shows it to the mail server instead of a \
                  password. Either no valid token was issued, or the mail server did not accept it for this mailbox.",
        causes: &[
            Cause::new("The application has no access to the mailbox in Exchange: its service principal is not registered there, \
             or was registered with the wrong Object ID."),
            Cause::new("The user name is not the mailbox that the token is meant for."),
            Cause::new("A refresh token was used that has expired, has been revoked or ended with a change of password."),
            Cause::new("The request for the token lacks a field or has a wrong value, for example an empty client ID or a wrong \
             kind of grant."),
        ],
        steps: &[
            Step::you(
                "Set the user name, or the From address if the form has no user name with OAuth, to the mailbox that \
                 sends.",
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
            Step::by(Who::Microsoft365Admin, "Give that service principal access to the mailbox.").command(
                "Add-MailboxPermission -Identity user@contoso.com -User 66666666-7777-8888-9999-000000000000 \
                 -AccessRights FullAccess",
            ),
            Step::by(
                Who::Microsoft365Admin,
                "Look up the attempt in the sign-in logs; an error there names the reason.",
            )
            .command("Microsoft Entra admin center > Monitoring & health > Sign-in logs > Service principal sign-ins"),
        ],
        escalate: "Hand over the client ID, the tenant ID, the mailbox, the complete error with its trace ID and \
                   time, and the mail server's line; never the client secret or the token.",
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
    ..Entry::PLAIN
};
