//! `port-invalid`: the port is not a number from 1 to 65535.

use crate::entry::*;

/// The port is not a number from 1 to 65535.
pub static PORT_INVALID: Entry = Entry {
    slug: "port-invalid",
    family: Family::CouldNotConnectOrSignIn,
    title: "The port is not a valid number",
    text: text!(Text {
        meaning: "A port is one whole number from 1 to 65535. The text in the field is something else, so no \
                  connection can be opened.",
        causes: &[
            Cause::new("Two ports were entered, such as 465/587. The field accepts one."),
            Cause::new("Words or the secure connection were entered along with the number."),
            Cause::new("A digit too many was typed."),
        ],
        steps: &[
            Step::you("Enter only the number: 465 with SSL (implicit TLS), or 587 with TLS (STARTTLS)."),
            Step::you("If your provider lists several ports, choose one and set the matching secure connection."),
        ],
        escalate: "If your instructions really name such a port, send them to your IT team and ask which port the SMTP \
                   server listens on.",
        references: &[Reference::new("RFC 6335 §6", "https://www.rfc-editor.org/rfc/rfc6335#section-6")],
        checked: None,
    }),
    ..Entry::DEFAULT
};
