//! `tls-required`: the server requires an encrypted connection first.

use crate::entry::*;

/// The server requires an encrypted connection first.
pub static TLS_REQUIRED: Entry = Entry {
    slug: "tls-required",
    family: Family::CouldNotConnectOrSignIn,
    title: "The server requires an encrypted connection first",
    field: Some(Field::Security),
    text: text!(Text {
        meaning: "The server refuses this step while the connection is not encrypted, to protect the password and the \
                  mail. With the secure connection turned on, the same step usually passes.",
        causes: &[
            Cause::new("The secure connection is set to None."),
            Cause::new("The sending program uses TLS only if it is available, and went on without it."),
            Cause::new(
                "The sending program tried to sign in before it started encryption. Such a server then says that \
                 sign-in is not available.",
            ),
        ],
        steps: &[
            Step::you(
                "Set the secure connection to TLS (STARTTLS) with port 587, or to SSL (implicit TLS) with port 465.",
            ),
            Step::you(
                "Run the test again. It shows whether the server offers sign-in once the connection is encrypted.",
            ),
            Step::by(
                Who::MailAdmin,
                "If TLS was already in use and the server still says this, check that sign-in is turned on for this \
                 port.",
            ),
        ],
        escalate: "If the error stays with encryption on, give your IT team the server's reply, the port and the \
                   secure connection you chose.",
        references: &[
            Reference::new("RFC 3207 §4", "https://www.rfc-editor.org/rfc/rfc3207#section-4"),
            Reference::new("RFC 8314 §4.1", "https://www.rfc-editor.org/rfc/rfc8314#section-4.1"),
            Reference::new("RFC 4954 §6", "https://www.rfc-editor.org/rfc/rfc4954#section-6"),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
