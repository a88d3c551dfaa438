//! `tls-handshake-failed`: the two sides could not agree on encryption.

use crate::entry::*;

/// The two sides could not agree on encryption.
pub static TLS_HANDSHAKE_FAILED: Entry = Entry {
    slug: "tls-handshake-failed",
    family: Family::CouldNotConnectOrSignIn,
    title: "The encrypted connection could not be set up",
    hints_at_pairing: true,
    text: text!(Text {
        meaning: "Both sides started to negotiate encryption, but it broke off for another reason than the \
                  certificate's date, name or issuer. No password was sent.",
        causes: &[
            Cause::new("The server and this client share no encryption method, mostly because the server is old."),
            Cause::new("The server wants a certificate from the client."),
            Cause::new("The server's certificate or key is set up wrongly."),
            Cause::new("A firewall or antivirus program in between opens encrypted connections and disturbs them."),
        ],
        steps: &[
            Step::you("Check the pair: port 465 with SSL (implicit TLS), port 587 with TLS (STARTTLS)."),
            Step::by(
                Who::MailAdmin,
                "Look in the server's log for the TLS error of this time; check certificate, key and TLS versions.",
            ),
            Step::by(
                Who::NetworkAdmin,
                "Reproduce it by hand, with your own server name; use -starttls smtp for port 587.",
            )
            .command("openssl s_client -connect smtp.example.com:465 -servername smtp.example.com"),
        ],
        escalate: "Give your IT team server, port, the chosen secure connection, the time and the technical detail of \
                   the finding.",
        references: &[Reference::new("RFC 8446 §6.2", "https://www.rfc-editor.org/rfc/rfc8446#section-6.2")],
        checked: None,
    }),
    ..Entry::PLAIN
};
