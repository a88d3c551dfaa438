//! `certificate-expired`: the server's certificate has expired.

use crate::entry::*;

/// The server's certificate has expired.
pub static CERTIFICATE_EXPIRED: Entry = Entry {
    slug: "certificate-expired",
    family: Family::CouldNotConnectOrSignIn,
    title: "The server's certificate has expired",
    text: text!(Text {
        meaning: "Certificates are valid for a limited time, and this one is past its end. The connection was ended \
                  before any password was sent; other programs will refuse the server as well.",
        causes: &[
            Cause::new("The certificate was not renewed, or the automatic renewal failed."),
            Cause::new("It was renewed, but the mail server was not restarted and still shows the old one."),
            Cause::new("The clock of the checking system is wrong; that is rare."),
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
    ..Entry::PLAIN
};
