//! `starttls-refused`: the server offers STARTTLS but refuses to start it.

use crate::catalogue::entry::*;
use crate::probe::Stage;

/// The server offers STARTTLS but refuses to start it.
pub static STARTTLS_REFUSED: Entry = Entry {
    slug: "starttls-refused",
    family: Family::CouldNotConnectOrSignIn,
    text: pack!(Draft {
        title: "The server offers TLS (STARTTLS) but refuses to start it",
        meaning: "The server lists the command that starts encryption, yet when asked it answers that encryption is \
                  not available just now. The fault is on the server; your settings are probably right.",
        causes: &[
            "The server's certificate or private key is missing, unreadable or does not match.",
            "The server has a temporary fault or was restarted a moment ago.",
            "The server has used up its encryption sessions or its memory.",
        ],
        steps: &[
            Step::you("Run the test again after a few minutes."),
            Step::you("If the provider also offers port 465, use it with SSL (implicit TLS)."),
            Step::by(Who::MailAdmin, "Look in the server's log for the TLS error and correct certificate and key.")
                .command("postconf smtpd_tls_chain_files smtpd_tls_cert_file smtpd_tls_key_file"),
        ],
        escalate: "If it lasts, give your IT team or the provider the server's line, the port and the time: only the \
                   server's log names the reason.",
        references: &[Reference::new("RFC 3207 §4", "https://www.rfc-editor.org/rfc/rfc3207#section-4")],
        checked: None,
    }),
    patterns: patterns![
        Pattern::words(&["tls not available due to"]),
        Pattern::words(&["tls not available"]).with_codes(&[454]),
        Pattern::words(&["tls currently unavailable"]),
        Pattern::words(&["starttls", "temporarily"]),
        Pattern::words(&["tls not available after start"]),
        Pattern::enhanced(&["7.0"]).with_codes(&[454]).at(&[Stage::Starttls]),
        Pattern::codes(&[454]).at(&[Stage::Starttls]),
    ],
    examples: examples![
        Example::at(Stage::Starttls, "454 4.7.0 TLS not available due to local problem"),
        Example::at(Stage::Starttls, "454 TLS currently unavailable"),
        Example::at(Stage::Starttls, "454 TLS not available due to temporary reason"),
        Example::at(Stage::Starttls, "454 4.3.3 TLS not available after start"),
        Example::at(Stage::Starttls, "454 4.7.0 STARTTLS temporarily not available"),
    ],
};
