//! `tls-required`: the server wants encryption before anything else.

use crate::entry::*;

/// The server wants encryption before anything else.
pub static TLS_REQUIRED: Entry = Entry {
    slug: "tls-required",
    family: Family::CouldNotConnectOrSignIn,
    title: "The server wants an encrypted connection first",
    field: Some(Field::Security),
    text: text!(Text {
        meaning: "The server refuses this step while the connection is not encrypted. It protects the password and the \
                  mail: with the secure connection switched on, the same step usually passes.",
        causes: &[
            Cause::new("The secure connection is set to None."),
            Cause::new("The sending program is set to use TLS only where available, and went on without it."),
            Cause::new("The sending program tried to sign in before it started encryption; such a server then says that sign in \
             is not available."),
        ],
        steps: &[
            Step::you(
                "Set the secure connection to TLS (STARTTLS) with port 587, or to SSL (implicit TLS) with port \
                       465.",
            ),
            Step::you("Run the test again: it shows whether sign in is offered once the connection is encrypted."),
            Step::by(
                Who::MailAdmin,
                "If TLS was in use already and the server still says this, check that sign in is switched on for this \
                 port.",
            ),
        ],
        escalate: "If the error stays with encryption on, give your IT team the server's line, the port and the secure \
                   connection you chose.",
        references: &[
            Reference::new("RFC 3207 §4", "https://www.rfc-editor.org/rfc/rfc3207#section-4"),
            Reference::new("RFC 8314 §4.1", "https://www.rfc-editor.org/rfc/rfc8314#section-4.1"),
            Reference::new("RFC 4954 §6", "https://www.rfc-editor.org/rfc/rfc4954#section-6"),
        ],
        checked: None,
    }),
    ..Entry::PLAIN
};
