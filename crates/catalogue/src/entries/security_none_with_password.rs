//! `security-none-with-password`: the password would be sent without encryption.

use crate::entry::*;

/// The password would be sent without encryption.
pub static SECURITY_NONE_WITH_PASSWORD: Entry = Entry {
    slug: "security-none-with-password",
    family: Family::CouldNotConnectOrSignIn,
    title: "The password would be sent without encryption",
    text: text!(Text {
        meaning: "With the secure connection set to None, anyone on the way can read the user name and password and \
                  use the mailbox. So most servers offer sign-in only after encryption has started.",
        causes: &[
            Cause::new("None was the form's default, and nobody changed it."),
            Cause::new("SSL or TLS failed with the wrong port, and you tried None instead."),
            Cause::new("The mail server has no certificate, so it offers no encryption."),
        ],
        steps: &[
            Step::you(
                "Choose TLS (STARTTLS) with port 587, or SSL (implicit TLS) with port 465, before you test or save.",
            ),
            Step::you("If the password has already been sent over an unencrypted connection, change it."),
            Step::by(
                Who::MailAdmin,
                "Offer sign-in only on encrypted connections. If the server has no certificate, install one.",
            ),
        ],
        escalate: "If the server offers sign-in only without encryption, ask your IT team to correct that first. Give \
                   them the server address and port. Never send the password.",
        references: &[
            Reference::new("RFC 4954 §9", "https://www.rfc-editor.org/rfc/rfc4954#section-9"),
            Reference::new("RFC 8314 §3.3", "https://www.rfc-editor.org/rfc/rfc8314#section-3.3"),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
