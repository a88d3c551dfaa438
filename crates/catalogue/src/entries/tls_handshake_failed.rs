//! `tls-handshake-failed`: the encrypted connection could not be set up.

use crate::entry::*;

/// The encrypted connection could not be set up.
pub static TLS_HANDSHAKE_FAILED: Entry = Entry {
    slug: "tls-handshake-failed",
    family: Family::CouldNotConnectOrSignIn,
    title: "The encrypted connection could not be set up",
    hints_at_pairing: true,
    text: text!(Text {
        meaning: "Both sides started to negotiate encryption, but it failed. The reason is not the certificate's date, \
                  name or issuer. No password was sent.",
        causes: &[
            Cause::new(
                "The server and this client have no encryption method in common, usually because the server is old.",
            ),
            Cause::new("The server requires a certificate from the client."),
            Cause::new("The server's certificate or key is set up wrongly."),
            Cause::new("A firewall or antivirus program in between opens encrypted connections and disrupts them."),
        ],
        steps: &[
            Step::you("Check the pair: port 465 with SSL (implicit TLS), port 587 with TLS (STARTTLS)."),
            Step::by(
                Who::MailAdmin,
                "Find the TLS error of this time in the server's log. Check the certificate, key and TLS versions.",
            ),
            Step::by(
                Who::NetworkAdmin,
                "Reproduce it by hand with your own server name. Add -starttls smtp for port 587.",
            )
            .command("openssl s_client -connect smtp.example.com:465 -servername smtp.example.com"),
        ],
        escalate: "Give your IT team the server, port, secure connection, the time and the technical detail of the \
                   finding.",
        references: &[Reference::new("RFC 8446 §6.2", "https://www.rfc-editor.org/rfc/rfc8446#section-6.2")],
        checked: None,
    }),
    ..Entry::DEFAULT
};
