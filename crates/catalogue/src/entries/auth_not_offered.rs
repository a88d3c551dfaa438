//! `auth-not-offered`: the server does not offer sign-in on this connection.

use crate::entry::*;

/// The server does not offer sign-in on this connection.
pub static AUTH_NOT_OFFERED: Entry = Entry {
    slug: "auth-not-offered",
    family: Family::CouldNotSignIn,
    title: "The server does not offer sign-in on this connection",
    text: text!(Text {
        meaning: "You set a user name and password, but the server did not list sign-in (AUTH) among its features. So \
                  the password was never tried, and it may be right or wrong.",
        causes: &[
            Cause::new("You are using port 25. It is meant for mail between servers and often has no sign-in."),
            Cause::new("The server address is the domain's incoming mail host (MX record), not its outgoing server."),
            Cause::new("Secure Connection is None, and the server offers sign-in only after encryption."),
            Cause::new("Sign-in is not turned on for this port of the mail server."),
        ],
        steps: &[
            Step::you("Use port 587 with TLS (STARTTLS) or port 465 with SSL (implicit TLS)."),
            Step::you(
                "Use the outgoing (SMTP) server that your provider names. For Microsoft 365 it is smtp.office365.com, \
                 not the tenant's mail.protection.outlook.com host.",
            ),
            Step::you("If the server is a relay that needs no sign-in, leave user name and password blank."),
            Step::by(Who::MailAdmin, "Check that the submission port offers AUTH once the connection is encrypted.")
                .command("openssl s_client -starttls smtp -crlf -connect mail.example.com:587"),
        ],
        escalate: "If you use the provider's server, port and secure connection and sign-in is still not offered, give \
                   your IT team the server's EHLO reply from the report.",
        references: &[
            Reference::new("RFC 4954 §3", "https://www.rfc-editor.org/rfc/rfc4954#section-3"),
            Reference::new("RFC 6409 §3.1", "https://www.rfc-editor.org/rfc/rfc6409#section-3.1"),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
