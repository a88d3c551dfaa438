//! `tls-required`: the server wants encryption before anything else.

use crate::catalogue::entry::*;
use crate::probe::Stage;

/// The server wants encryption before anything else.
pub static TLS_REQUIRED: Entry = Entry {
    slug: "tls-required",
    family: Family::CouldNotConnectOrSignIn,
    text: pack!(Draft {
        title: "The server wants an encrypted connection first",
        meaning: "The server refuses this step while the connection is not encrypted. It protects the password and the \
                  mail: with the secure connection switched on, the same step usually passes.",
        causes: &[
            "The secure connection is set to None.",
            "The sending program is set to use TLS only where available, and went on without it.",
            "The sending program tried to sign in before it started encryption; such a server then says that sign in \
             is not available.",
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
    patterns: patterns!("tls_required"),
    examples: examples![
        Example::at(Stage::MailFrom, "530 5.7.0 Must issue a STARTTLS command first"),
        Example::at(
            Stage::Auth,
            "530-5.7.0 Must issue a STARTTLS command first. For more information, go to\n530 5.7.0  \
             https://support.google.com/a/answer/3221692 - gsmtp",
        ),
        Example::at(Stage::MailFrom, "530 5.5.1 Invalid command: Must issue a STARTTLS command first"),
        Example::at(Stage::Auth, "503 5.5.1 Invalid command: Command not supported"),
        Example::at(Stage::Auth, "530 5.7.0 TLS required."),
        Example::at(Stage::MailFrom, "451 5.7.3 STARTTLS is required to send mail"),
        Example::at(Stage::Auth, "503 STARTTLS required before AUTH"),
        Example::at(Stage::Auth, "538 5.7.11 Encryption required for requested authentication mechanism"),
        Example::at(Stage::Auth, "523 5.7.10 Plaintext authentication disallowed on non-secure (SSL/TLS) connections."),
    ],
};
