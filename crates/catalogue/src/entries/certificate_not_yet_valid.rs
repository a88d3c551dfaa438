//! `certificate-not-yet-valid`: the server's certificate is not valid yet.

use crate::entry::*;

/// The server's certificate is not valid yet.
pub static CERTIFICATE_NOT_YET_VALID: Entry = Entry {
    slug: "certificate-not-yet-valid",
    family: Family::CouldNotConnectOrSignIn,
    title: "The server's certificate is not valid yet",
    text: text!(Text {
        meaning: "A certificate has a first day of validity. For this one, that day is still in the future. The \
                  connection was closed before any password was sent.",
        causes: &[
            Cause::new("The clock of the server or of the checking system is wrong."),
            Cause::new("A new certificate was installed before its first day."),
        ],
        steps: &[
            Step::you("Compare the certificate's first day in the finding with today's date."),
            Step::by(Who::NetworkAdmin, "Check the clock of the system that ran this test.").command("timedatectl"),
            Step::by(Who::MailAdmin, "If the clocks are right, install a certificate that is valid today.")
                .command("openssl s_client -starttls smtp -connect smtp.example.com:587 -servername smtp.example.com"),
        ],
        escalate: "Give your IT team the server name, the port and the first day of validity. Ask them to check the \
                   clocks on both sides.",
        references: &[Reference::new("RFC 5280 §4.1.2.5", "https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.5")],
        checked: None,
    }),
    ..Entry::DEFAULT
};
