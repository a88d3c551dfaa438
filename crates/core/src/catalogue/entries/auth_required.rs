//! `auth-required`: the server wants a sign in before it takes mail.

use crate::catalogue::entry::*;
use crate::probe::Stage;

/// The server wants a sign in before it takes mail.
pub static AUTH_REQUIRED: Entry = Entry {
    slug: "auth-required",
    family: Family::CouldNotSignIn,
    text: pack!(Draft {
        title: "The server wants a sign in before it takes mail",
        meaning: "The connection works, but nobody signed in on it, and the server takes mail only from signed-in \
                  users. It says so when the sender or the recipient is named.",
        causes: &[
            "The form has no user name and password, or authentication is switched off in it.",
            "The server allows sending without sign in only from known network addresses, and the portal is not one of \
             them.",
            "The sign in failed or was left out because the connection was not encrypted, and the portal went on \
             without it.",
        ],
        steps: &[
            Step::you(
                "Switch authentication on and enter user name and password, or the three OAuth fields for a Microsoft \
                 account.",
            ),
            Step::you(
                "Choose SSL (implicit TLS) with port 465 or TLS (STARTTLS) with port 587: most servers offer sign in \
                 only when encrypted.",
            ),
            Step::by(
                Who::Microsoft365Admin,
                "If the portal is meant to send without sign in, set up a connector for its IP addresses.",
            )
            .command("Exchange admin center > Mail flow > Connectors"),
            Step::by(
                Who::MailAdmin,
                "If the portal is meant to send without sign in, add the IP addresses it sends from to the list of \
                 allowed relay clients.",
            ),
        ],
        escalate: "If the form is complete and the server still says this, give your IT team the server address, the \
                   port, the secure connection and the server's line; never the password.",
        references: &[
            Reference::new("RFC 4954 §6", "https://www.rfc-editor.org/rfc/rfc4954#section-6"),
            Reference::new("RFC 6409 §4.3", "https://www.rfc-editor.org/rfc/rfc6409#section-4.3"),
        ],
        checked: None,
    }),
    patterns: patterns!("auth_required"),
    examples: examples![
        Example::at(Stage::MailFrom, "530 5.7.0 Authentication required"),
        Example::at(Stage::MailFrom, "530 Authentication is required to send mail"),
        Example::at(Stage::MailFrom, "530 5.5.1 Invalid command: Must issue an AUTH command first"),
        Example::at(
            Stage::MailFrom,
            "530-5.7.0 Authentication Required. For more information, go to\n530 5.7.0  \
             https://support.google.com/mail/?p=WantAuthError - gsmtp",
        ),
        Example::at(
            Stage::MailFrom,
            "530 5.7.57 Client not authenticated to send mail. [LO2P265CA0001.GBRP265.PROD.OUTLOOK.COM]",
        ),
        Example::at(
            Stage::MailFrom,
            "530 5.7.57 SMTP; Client was not authenticated to send anonymous mail during MAIL FROM",
        ),
        Example::at(Stage::MailFrom, "503 Error: need EHLO and AUTH first !"),
        Example::at(Stage::RcptTo, "550 Unauthenticated senders not allowed"),
        Example::at(Stage::RcptTo, "553 5.7.1 <a@example.com>: Sender address rejected: not logged in"),
        Example::at(Stage::RcptTo, "550 Please turn on SMTP Authentication in your mail client."),
        Example::at(Stage::MailFrom, "421 Error: too many unauthenticated commands"),
    ],
};
