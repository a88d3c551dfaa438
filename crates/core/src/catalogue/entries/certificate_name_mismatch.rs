//! `certificate-name-mismatch`: the server's certificate is made out for another name.

use crate::catalogue::entry::*;

/// The server's certificate is made out for another name.
pub static CERTIFICATE_NAME_MISMATCH: Entry = Entry {
    slug: "certificate-name-mismatch",
    family: Family::CouldNotConnectOrSignIn,
    text: pack!(Draft {
        title: "The server's certificate is for another name",
        meaning: "The certificate is genuine but names other servers than the one in the server field. So it is not \
                  proven that this is the right server, and no password was sent.",
        causes: &[
            "The server field holds your own domain's name for a server that belongs to the hosting provider.",
            "An IP address was entered instead of the name.",
            "The server shows a default certificate, because the one for this name is missing.",
            "The name leads to another server than intended.",
        ],
        steps: &[
            Step::you(
                "Compare the names in the certificate, shown in the finding, with the server field; if the \
                       provider's page names one of them, use it.",
            ),
            Step::by(Who::MailAdmin, "Add this server name to the certificate, or show the certificate that has it.")
                .command("openssl s_client -starttls smtp -connect smtp.example.com:587 -servername smtp.example.com"),
            Step::by(Who::NetworkAdmin, "Check that the name leads to the right address.")
                .command("nslookup smtp.example.com"),
        ],
        escalate: "Give your IT team the server name as entered and the names in the certificate. Do not take over a \
                   name that the provider does not publish.",
        references: &[
            Reference::new("RFC 9525 §6", "https://www.rfc-editor.org/rfc/rfc9525#section-6"),
            Reference::new("RFC 8314 §3.3", "https://www.rfc-editor.org/rfc/rfc8314#section-3.3"),
        ],
        checked: None,
    }),
    patterns: patterns!("certificate_name_mismatch"),
    examples: examples![
        Example::pasted("Error [ERR_TLS_CERT_ALTNAME_INVALID]: Hostname/IP does not match certificate's altnames: Host: smtp.example.com. is not in the cert's altnames: DNS:*.example.net"),
        Example::pasted("x509: certificate is valid for *.example.net, not smtp.example.com"),
        Example::pasted("java.security.cert.CertificateException: No subject alternative DNS name matching smtp.example.com found."),
        Example::pasted("The remote certificate is invalid according to the validation procedure: RemoteCertificateNameMismatch"),
    ],
};
