//! `auth-required`: the server requires a sign-in before it accepts mail.

use crate::entry::*;

/// The server requires a sign-in before it accepts mail.
pub static AUTH_REQUIRED: Entry = Entry {
    slug: "auth-required",
    family: Family::CouldNotSignIn,
    title: "The server requires a sign-in before it accepts mail",
    text: text!(Text {
        meaning: "The connection works, but nobody signed in, and this server accepts mail only from signed-in users. \
                  It says so when it is given the sender or the recipient.",
        causes: &[
            Cause::new("The form has no user name and password, or authentication is turned off in it."),
            Cause::new(
                "The server allows sending without a sign-in only from known network addresses, and the portal's \
                 address is not one of them.",
            ),
            Cause::new(
                "The sign-in failed or was skipped because the connection was not encrypted, and the portal went on \
                 without it.",
            ),
        ],
        steps: &[
            Step::you(
                "Turn on authentication and enter the user name and password, or the three OAuth fields for a \
                 Microsoft account.",
            ),
            Step::you(
                "Choose SSL (implicit TLS) with port 465 or TLS (STARTTLS) with port 587: most servers offer sign-in \
                 only on encrypted connections.",
            ),
            Step::by(
                Who::Microsoft365Admin,
                "If the portal should send without a sign-in, set up a connector for its IP addresses.",
            )
            .at(MICROSOFT_365)
            .command("Exchange admin center > Mail flow > Connectors"),
            Step::by(
                Who::MailAdmin,
                "If the portal should send without a sign-in, add its sending IP addresses to the list of allowed \
                 relay clients.",
            ),
        ],
        escalate: "If the form is complete and the server still says this, give your IT team the server address, the \
                   port, the secure connection and the server's reply. Never send the password.",
        references: &[
            Reference::new("RFC 4954 §6", "https://www.rfc-editor.org/rfc/rfc4954#section-6"),
            Reference::new("RFC 6409 §4.3", "https://www.rfc-editor.org/rfc/rfc6409#section-4.3"),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
