//! `certificate-expires-soon`: the server's certificate will expire soon.

use crate::entry::*;

/// The server's certificate will expire soon.
pub static CERTIFICATE_EXPIRES_SOON: Entry = Entry {
    slug: "certificate-expires-soon",
    family: Family::CouldNotConnectOrSignIn,
    title: "The server's certificate will expire soon",
    text: text!(Text {
        meaning: "Today everything works. When the certificate expires, encrypted connections are refused and mail \
                  stops at once.",
        causes: &[
            Cause::new("The automatic renewal has failed so far, or there is none."),
            Cause::new(
                "The certificate was renewed, but the mail server was not reloaded and still shows the old one.",
            ),
        ],
        steps: &[
            Step::by(Who::MailAdmin, "Check that the renewal works.").command("certbot renew --dry-run"),
            Step::by(
                Who::MailAdmin,
                "After the renewal, reload the mail server so that it shows the new certificate.",
            )
                .command("postfix reload"),
            Step::you("Then test the connection again. The expiry date shown must have changed."),
        ],
        escalate: "Tell the people who run the mail server before the certificate expires. Give them the server name, \
                   the port and the expiry date.",
        references: &[Reference::new("RFC 5280 §4.1.2.5", "https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.5")],
        checked: None,
    }),
    ..Entry::DEFAULT
};
