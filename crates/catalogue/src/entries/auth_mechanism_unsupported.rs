//! `auth-mechanism-unsupported`: the server offers no sign-in mechanism that works here.

use crate::entry::*;

/// The server offers no sign-in mechanism that works here.
pub static AUTH_MECHANISM_UNSUPPORTED: Entry = Entry {
    slug: "auth-mechanism-unsupported",
    family: Family::CouldNotSignIn,
    title: "The server offers no sign-in mechanism that works here",
    text: text!(Text {
        meaning: "Server and client must share a way to sign in, called a mechanism. This server offers only \
                  mechanisms that are not used here, or refused the one that was tried. It did not check the \
                  password.",
        causes: &[
            Cause::new(
                "The server offers only CRAM-MD5, NTLM or GSSAPI (Kerberos). Portals use a plain user name and \
                 password, or OAuth.",
            ),
            Cause::new(
                "The server offers the password mechanisms PLAIN and LOGIN only after encryption, and the connection \
                 is not encrypted.",
            ),
            Cause::new("You selected OAuth, but the server does not support XOAUTH2, or the other way round."),
        ],
        steps: &[
            Step::you(
                "Choose SSL (implicit TLS) or TLS (STARTTLS) and test again: many servers then offer more mechanisms.",
            ),
            Step::you(
                "Use OAuth only with a Microsoft server. Use a user name and password with a server that offers PLAIN \
                 or LOGIN.",
            ),
            Step::by(
                Who::MailAdmin,
                "Offer PLAIN and LOGIN on encrypted connections. In Dovecot, this is the setting.",
            )
                .command("auth_mechanisms = plain login"),
            Step::by(
                Who::MailAdmin,
                "In Exchange Server, let the client receive connector offer basic authentication after TLS.",
            )
            .command(
                "Set-ReceiveConnector -Identity \"MAIL01\\Client Frontend MAIL01\" -AuthMechanism \
                 Tls,Integrated,BasicAuth,BasicAuthRequireTLS",
            ),
        ],
        escalate: "If encryption is on, send your IT team the server's EHLO reply. Its AUTH line lists the mechanisms \
                   on offer.",
        references: &[
            Reference::new("RFC 4954 §4", "https://www.rfc-editor.org/rfc/rfc4954#section-4"),
            Reference::new("RFC 4954 §6", "https://www.rfc-editor.org/rfc/rfc4954#section-6"),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
