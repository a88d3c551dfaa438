//! `tls-version-unsupported`: one side supports only outdated TLS versions.

use crate::entry::*;

/// One side supports only outdated TLS versions.
pub static TLS_VERSION_UNSUPPORTED: Entry = Entry {
    slug: "tls-version-unsupported",
    family: Family::CouldNotConnectOrSignIn,
    title: "One side supports only outdated TLS versions",
    field: Some(Field::Security),
    hints_at_pairing: true,
    text: text!(Text {
        meaning: "TLS 1.0 and 1.1 are no longer considered safe, and modern systems use only TLS 1.2 or newer. Either \
                  the server offers only the old versions, or it says that the sending program does.",
        causes: &[
            Cause::new("The server or its operating system is old, or was set to old versions."),
            Cause::new("The sending program, scanner or library is old and cannot use TLS 1.2."),
            Cause::new("A firewall or proxy in between opens the connection and uses an old version."),
        ],
        steps: &[
            Step::by(
                Who::MailAdmin,
                "Enable TLS 1.2 and 1.3 on the mail server and turn off older versions. In Postfix 3.6 or newer, use \
                 this command.",
            )
                .command("postconf -e 'smtpd_tls_protocols = >=TLSv1.2' 'smtpd_tls_mandatory_protocols = >=TLSv1.2'"),
            Step::you(
                "If the server's reply complains about TLS 1.0 and 1.1, update the program or device that sends.",
            ),
            Step::by(Who::NetworkAdmin, "Check whether the server accepts TLS 1.2. Use your own server name.")
                .command("openssl s_client -starttls smtp -connect smtp.example.com:587 -tls1_2"),
        ],
        escalate: "Ask your IT team which side is outdated. Give them the server, the port, the name and version of \
                   the sending program, and the server's reply.",
        references: &[
            Reference::new("RFC 8996", "https://www.rfc-editor.org/rfc/rfc8996"),
            Reference::new("RFC 9325 §3.1.1", "https://www.rfc-editor.org/rfc/rfc9325#section-3.1.1"),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
