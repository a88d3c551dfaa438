//! `starttls-refused`: the server offers TLS (STARTTLS) but refuses to start it.

use crate::entry::*;

/// The server offers TLS (STARTTLS) but refuses to start it.
pub static STARTTLS_REFUSED: Entry = Entry {
    slug: "starttls-refused",
    family: Family::CouldNotConnectOrSignIn,
    title: "The server offers TLS (STARTTLS) but refuses to start it",
    field: Some(Field::Security),
    text: text!(Text {
        meaning: "The server lists the command that starts encryption, but replies to it that encryption is not \
                  available now. The fault is on the server. Your settings are probably right.",
        causes: &[
            Cause::new("The server's certificate or private key is missing, unreadable or does not match."),
            Cause::new("The server has a temporary fault or was restarted a moment ago."),
            Cause::new("The server has used up its encryption sessions or its memory."),
        ],
        steps: &[
            Step::you("Run the test again after a few minutes."),
            Step::you("If the provider also offers port 465, use it with SSL (implicit TLS)."),
            Step::by(Who::MailAdmin, "Find the TLS error in the server's log, and correct the certificate and key.")
                .command("postconf smtpd_tls_chain_files smtpd_tls_cert_file smtpd_tls_key_file"),
        ],
        escalate: "If it lasts, give your IT team or the provider the server's reply, the port and the time. Only the \
                   server's log names the reason.",
        references: &[Reference::new("RFC 3207 §4", "https://www.rfc-editor.org/rfc/rfc3207#section-4")],
        checked: None,
    }),
    ..Entry::DEFAULT
};
