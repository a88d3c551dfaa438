//! `security-none`: the connection is not encrypted.

use crate::entry::*;

/// The connection is not encrypted.
pub static SECURITY_NONE: Entry = Entry {
    slug: "security-none",
    family: Family::CouldNotConnectOrSignIn,
    title: "The connection to the server is not encrypted",
    field: Some(Field::Security),
    text: text!(Text {
        meaning: "With the secure connection set to None, e-mail travels unencrypted and can be read or changed on \
                  the way. Many providers refuse such connections altogether.",
        causes: &[
            Cause::new("None was the form's default and was not changed."),
            Cause::new("None was tried because SSL or TLS gave an error, usually due to a port that does not fit."),
            Cause::new("The server is an internal relay set up without a certificate."),
        ],
        steps: &[
            Step::you("Choose TLS (STARTTLS) with port 587, or SSL (implicit TLS) with port 465."),
            Step::you("Run the connection test: it shows which kinds of encryption the server offers."),
            Step::by(
                Who::MailAdmin,
                "If the server offers no encryption, install a certificate and switch on STARTTLS.",
            ),
        ],
        escalate: "If the server works only with None, ask your IT team to switch on encryption, and hand over the \
                   server address, the port and the test's result.",
        references: &[
            Reference::new("RFC 8314 §3", "https://www.rfc-editor.org/rfc/rfc8314#section-3"),
            Reference::new("RFC 3207 §6", "https://www.rfc-editor.org/rfc/rfc3207#section-6"),
        ],
        checked: None,
    }),
    ..Entry::PLAIN
};
