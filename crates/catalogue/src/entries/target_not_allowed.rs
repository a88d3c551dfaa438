//! `target-not-allowed`: this smtp-doctor installation does not connect to that address.

use crate::entry::*;

/// This smtp-doctor installation does not connect to that address.
pub static TARGET_NOT_ALLOWED: Entry = Entry {
    slug: "target-not-allowed",
    family: Family::CouldNotConnectOrSignIn,
    title: "This installation does not connect to that address",
    text: text!(Text {
        meaning: "The server name leads to a private, loopback or otherwise special address, or the port is not one at \
                  which mail is taken. This smtp-doctor installation refuses both, so that nobody can look through it \
                  into other networks. No connection was tried: the result says nothing about the mail server or your \
                  settings.",
        causes: &[
            Cause::new("The mail server stands inside a company network and has an internal address."),
            Cause::new("The server field holds a loopback name such as localhost."),
            Cause::new("A public name has an internal address in the DNS that this installation uses."),
            Cause::new("The port is mistyped, or the mail server listens on an unusual one."),
        ],
        steps: &[
            Step::you("If the mail server also has a public name, use that one."),
            Step::you("If the server is internal, ask whoever runs this smtp-doctor to allow its address range."),
            Step::you("Check the port: mail is taken at 587, 465, 25 and 2525, rarely at others."),
            Step::by(
                Who::NetworkAdmin,
                "Start smtp-doctor with the range of the mail server allowed; the range here is an example.",
            )
            .command("smtp-doctor serve --allow-target 10.0.0.0/8"),
        ],
        escalate: "If the server must stay internal, give your IT team the server name and the refused address, and \
                   ask for a test with smtp-doctor from inside that network.",
        references: &[
            Reference::new("RFC 1918 §3", "https://www.rfc-editor.org/rfc/rfc1918#section-3"),
            Reference::new("RFC 6890", "https://www.rfc-editor.org/rfc/rfc6890"),
        ],
        checked: None,
    }),
    ..Entry::PLAIN
};
