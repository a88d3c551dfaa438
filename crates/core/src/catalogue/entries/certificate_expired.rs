//! `certificate-expired`: the server's certificate has expired.

use crate::catalogue::entry::*;

/// The server's certificate has expired.
pub static CERTIFICATE_EXPIRED: Entry = Entry {
    slug: "certificate-expired",
    family: Family::CouldNotConnectOrSignIn,
    text: pack!(Draft {
        title: "The server's certificate has expired",
        meaning: "Certificates are valid for a limited time, and this one is past its end. The connection was ended \
                  before any password was sent; other programs will refuse the server as well.",
        causes: &[
            "The certificate was not renewed, or the automatic renewal failed.",
            "It was renewed, but the mail server was not restarted and still shows the old one.",
            "The clock of the checking system is wrong; that is rare.",
        ],
        steps: &[
            Step::by(Who::MailAdmin, "Renew the certificate.").command("certbot renew"),
            Step::by(Who::MailAdmin, "Reload the mail server, so that it shows the new certificate.")
                .command("postfix reload"),
            Step::by(Who::MailAdmin, "Check the dates that the server shows now, with your own server name.")
                .command("openssl s_client -starttls smtp -connect smtp.example.com:587 -servername smtp.example.com"),
            Step::you("If the server belongs to a provider, look at its status page and tell its support."),
        ],
        escalate: "Tell the people who run the mail server at once: give them server name, port and the date of \
                   expiry. Nothing in your settings repairs this.",
        references: &[Reference::new("RFC 5280 §4.1.2.5", "https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.5")],
        checked: None,
    }),
    patterns: patterns!("certificate_expired"),
    examples: examples![
        Example::pasted("Error: certificate has expired { code: 'CERT_HAS_EXPIRED' }"),
        Example::pasted("tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2026-02-01T09:00:00Z is after 2026-01-31T23:59:59Z"),
        Example::pasted("450 4.7.322 certificate-expired: Destination mail server's certificate is expired."),
    ],
};
