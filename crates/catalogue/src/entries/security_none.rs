//! `security-none`: the connection is not encrypted.

use crate::entry::*;

/// The connection is not encrypted.
pub static SECURITY_NONE: Entry = Entry {
    slug: "security-none",
    family: Family::CouldNotConnectOrSignIn,
    title: "The connection to the server is not encrypted",
    field: Some(Field::Security),
    text: text!(Text {
        meaning: "With the secure connection set to None, mail travels unencrypted. Anyone on the way can read or \
                  change it. Many providers refuse such connections altogether.",
        causes: &[
            Cause::new("None was the form's default, and nobody changed it."),
            Cause::new("You tried None because SSL or TLS gave an error, usually because the port doesn't match."),
            Cause::new("The server is an internal relay without a certificate."),
        ],
        steps: &[
            Step::you("Choose TLS (STARTTLS) with port 587, or SSL (implicit TLS) with port 465."),
            Step::you("Run the connection test. It shows which kinds of encryption the server offers."),
            Step::by(
                Who::MailAdmin,
                "If the server offers no encryption, install a certificate and turn on STARTTLS.",
            ),
        ],
        escalate: "If the server works only with None, ask your IT team to turn on encryption. Give them the server \
                   address, the port and the test's result.",
        references: &[
            Reference::new("RFC 8314 §3", "https://www.rfc-editor.org/rfc/rfc8314#section-3"),
            Reference::new("RFC 3207 §6", "https://www.rfc-editor.org/rfc/rfc3207#section-6"),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
