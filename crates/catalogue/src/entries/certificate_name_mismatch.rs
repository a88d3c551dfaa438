//! `certificate-name-mismatch`: the server's certificate is for another name.

use crate::entry::*;

/// The server's certificate is for another name.
pub static CERTIFICATE_NAME_MISMATCH: Entry = Entry {
    slug: "certificate-name-mismatch",
    family: Family::CouldNotConnectOrSignIn,
    title: "The server's certificate is for another name",
    text: text!(Text {
        meaning: "The certificate is genuine, but it doesn't list the name in the server field. Nothing proves that \
                  this is the right server, so no password was sent.",
        causes: &[
            Cause::new(
                "The server field contains your own domain's name, but the server belongs to the hosting provider.",
            ),
            Cause::new("An IP address was entered instead of the name."),
            Cause::new("The server shows a default certificate because the one for this name is missing."),
            Cause::new("The name leads to a different server than you intended."),
        ],
        steps: &[
            Step::you(
                "Compare the names in the certificate, shown in the finding, with the server field. If the provider's \
                 page names one of them, use it.",
            ),
            Step::by(
                Who::MailAdmin,
                "Add this server name to the certificate, or serve the certificate that includes it.",
            )
                .command("openssl s_client -starttls smtp -connect smtp.example.com:587 -servername smtp.example.com"),
            Step::by(Who::NetworkAdmin, "Check that the name leads to the right address.")
                .command("nslookup smtp.example.com"),
        ],
        escalate: "Give your IT team the server name as you entered it and the names in the certificate. Don't use a \
                   name that the provider doesn't publish.",
        references: &[
            Reference::new("RFC 9525 §6", "https://www.rfc-editor.org/rfc/rfc9525#section-6"),
            Reference::new("RFC 8314 §3.3", "https://www.rfc-editor.org/rfc/rfc8314#section-3.3"),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
