//! `certificate-untrusted`: the server's certificate does not come from a trusted issuer.

use crate::entry::*;

/// The server's certificate does not come from a trusted issuer.
pub static CERTIFICATE_UNTRUSTED: Entry = Entry {
    slug: "certificate-untrusted",
    family: Family::CouldNotConnectOrSignIn,
    title: "The server's certificate does not come from a trusted issuer",
    text: text!(Text {
        meaning: "A certificate proves which server you are connected to. This one is signed by the server itself, or \
                  by an issuer that is not on the list of trusted ones. The connection was closed before any password \
                  was sent.",
        causes: &[
            Cause::new("The certificate is self-signed, or comes from a company's own certificate authority."),
            Cause::new("The server does not send the intermediate certificate that links it to a trusted issuer."),
            Cause::new("A firewall or antivirus program opens the connection and shows its own certificate."),
            Cause::new("The name leads to a different server than you intended."),
        ],
        steps: &[
            Step::you("Check the server name. It must be the one that the provider publishes."),
            Step::by(
                Who::MailAdmin,
                "Install a certificate from a public authority, and send the whole chain with it.",
            )
                .command("openssl s_client -starttls smtp -connect smtp.example.com:587 -showcerts"),
            Step::by(
                Who::NetworkAdmin,
                "If the issuer shown is your firewall or antivirus program, exempt the mail server from inspection.",
            ),
        ],
        escalate: "Give your IT team the server name, the port and the issuer named in the finding. Don't turn off the \
                   check: anybody in between could then read the password.",
        references: &[
            Reference::new("RFC 5280 §6.1", "https://www.rfc-editor.org/rfc/rfc5280#section-6.1"),
            Reference::new("RFC 8446 §4.4.2", "https://www.rfc-editor.org/rfc/rfc8446#section-4.4.2"),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
