//! `oauth-with-other-provider`: Microsoft OAuth is chosen with another provider's server.

use crate::entry::*;

/// Microsoft OAuth is chosen with another provider's server.
pub static OAUTH_WITH_OTHER_PROVIDER: Entry = Entry {
    slug: "oauth-with-other-provider",
    family: Family::CouldNotSignIn,
    title: "Microsoft OAuth is chosen, but the server is not Microsoft's",
    text: text!(Text {
        meaning: "Signing in with a client ID, tenant ID and client secret gets a token from Microsoft, and only \
                  Microsoft's mail servers accept it. Another provider's server will refuse it.",
        causes: &[
            Cause::new("Another provider's server was left in the form when OAuth was chosen."),
            Cause::new("The mailbox has moved to Microsoft 365, but the old server name is still in use."),
            Cause::new("The server is a filter or relay in front of Microsoft 365."),
            Cause::new("You meant to sign in with a password."),
        ],
        steps: &[
            Step::you("If the mailbox is at Microsoft 365, use smtp.office365.com, port 587, TLS (STARTTLS)."),
            Step::you(
                "If it is at another provider, choose sign-in with user name and password. Use an app password if the \
                 provider requires one.",
            ),
            Step::by(
                Who::Microsoft365Admin,
                "For an organisation in one of Microsoft's national clouds, name the SMTP server of that cloud.",
            ),
        ],
        escalate: "If you don't know where the mailbox is, ask your IT team which server and which kind of sign-in the \
                   portal should use. Give them the From address.",
        references: &[
            Reference::new(
                "Microsoft Learn: Authenticate an IMAP, POP or SMTP connection using OAuth",
                "https://learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth",
            ),
            Reference::new(
                "Microsoft Learn: Set up a device or application to send e-mail with Microsoft 365",
                "https://learn.microsoft.com/exchange/mail-flow-best-practices/how-to-set-up-a-multifunction-device-or-application-to-send-email-using-microsoft-365-or-office-365",
            ),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
