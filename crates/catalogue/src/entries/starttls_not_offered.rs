//! `starttls-not-offered`: the server does not offer TLS (STARTTLS) on this port.

use crate::entry::*;

/// The server does not offer TLS (STARTTLS) on this port.
pub static STARTTLS_NOT_OFFERED: Entry = Entry {
    slug: "starttls-not-offered",
    family: Family::CouldNotConnectOrSignIn,
    title: "The server does not offer TLS (STARTTLS) on this port",
    field: Some(Field::Security),
    hints_at_pairing: true,
    text: text!(Text {
        meaning: "You chose TLS (STARTTLS), but the server does not list the command that starts encryption. Without \
                  encryption, the password could be read on the way. So smtp-doctor stops here.",
        causes: &[
            Cause::new("The port is 465, or is encrypted from the start: use SSL (implicit TLS) there."),
            Cause::new("The server has no certificate, or encryption is turned off on this port."),
            Cause::new("A firewall or mail filter in between removes the offer from the server's reply."),
            Cause::new("The server is an internal relay that works without encryption."),
        ],
        steps: &[
            Step::you("Try port 465 with SSL (implicit TLS), or port 587 if you used another port."),
            Step::by(Who::MailAdmin, "Set up a certificate and turn on STARTTLS for this port.")
                .command("postconf -e smtpd_tls_security_level=may"),
            Step::by(
                Who::NetworkAdmin,
                "Compare the server's replies inside and outside your network. Turn off SMTP inspection where the \
                 offer disappears.",
            )
            .command("openssl s_client -starttls smtp -connect smtp.example.com:587"),
        ],
        escalate: "If the provider says that TLS (STARTTLS) works on this port, a device in between may remove it. \
                   Give your IT team the server, the port and the server's EHLO reply from the transcript.",
        references: &[
            Reference::new("RFC 3207 §4", "https://www.rfc-editor.org/rfc/rfc3207#section-4"),
            Reference::new("RFC 3207 §6", "https://www.rfc-editor.org/rfc/rfc3207#section-6"),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
