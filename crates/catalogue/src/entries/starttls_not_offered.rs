//! `starttls-not-offered`: the server does not offer STARTTLS.

use crate::entry::*;

/// The server does not offer STARTTLS.
pub static STARTTLS_NOT_OFFERED: Entry = Entry {
    slug: "starttls-not-offered",
    family: Family::CouldNotConnectOrSignIn,
    title: "The server does not offer TLS (STARTTLS) on this port",
    field: Some(Field::Security),
    hints_at_pairing: true,
    text: text!(Text {
        meaning: "TLS (STARTTLS) was chosen, but the server does not list the command that starts encryption. \
                  smtp-doctor does not go on without encryption, since the password could then be read on the way.",
        causes: &[
            Cause::new("The port is 465, or is encrypted from the start already: there SSL (implicit TLS) is right."),
            Cause::new("The server has no certificate set up, or encryption is switched off on this port."),
            Cause::new("A firewall or mail filter in between removes the offer from the server's answer."),
            Cause::new("The server is an internal relay that works without encryption."),
        ],
        steps: &[
            Step::you("Try port 465 with SSL (implicit TLS), or port 587 if another port was set."),
            Step::by(Who::MailAdmin, "Set up a certificate and switch STARTTLS on for this port.")
                .command("postconf -e smtpd_tls_security_level=may"),
            Step::by(
                Who::NetworkAdmin,
                "Compare the server's answer from inside and outside your network; switch off SMTP inspection where \
                 the offer vanishes.",
            )
            .command("openssl s_client -starttls smtp -connect smtp.example.com:587"),
        ],
        escalate: "If the provider says that TLS (STARTTLS) works on this port, a device in between may remove it: \
                   give your IT team server, port and the server's EHLO answer from the transcript.",
        references: &[
            Reference::new("RFC 3207 §4", "https://www.rfc-editor.org/rfc/rfc3207#section-4"),
            Reference::new("RFC 3207 §6", "https://www.rfc-editor.org/rfc/rfc3207#section-6"),
        ],
        checked: None,
    }),
    ..Entry::PLAIN
};
