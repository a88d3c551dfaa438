//! `certificate-expired`: the server's certificate has expired.

use crate::entry::*;

/// The server's certificate has expired.
pub static CERTIFICATE_EXPIRED: Entry = Entry {
    slug: "certificate-expired",
    family: Family::CouldNotConnectOrSignIn,
    title: "The server's certificate has expired",
    text: text!(Text {
        meaning: "Certificates are valid for a limited time, and this one has expired. The connection was closed \
                  before any password was sent. Other programs will refuse the server too.",
        causes: &[
            Cause::new("The certificate was not renewed, or the automatic renewal failed."),
            Cause::new(
                "The certificate was renewed, but the mail server was not restarted and still shows the old one.",
            ),
            Cause::new("The clock of the checking system is wrong. This is rare."),
        ],
        steps: &[
            Step::by(Who::MailAdmin, "Renew the certificate.").command("certbot renew"),
            Step::by(Who::MailAdmin, "Reload the mail server so that it shows the new certificate.")
                .command("postfix reload"),
            Step::by(Who::MailAdmin, "Check which dates the server shows now. Use your own server name.")
                .command("openssl s_client -starttls smtp -connect smtp.example.com:587 -servername smtp.example.com"),
            Step::you("If the server belongs to a provider, check its status page and tell its support."),
        ],
        escalate: "Tell the people who run the mail server at once. Give them the server name, the port and the expiry \
                   date. No change to your settings fixes this.",
        references: &[Reference::new("RFC 5280 §4.1.2.5", "https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.5")],
        checked: None,
    }),
    ..Entry::DEFAULT
};
