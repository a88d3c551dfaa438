//! `target-not-allowed`: this smtp-doctor installation does not connect to this address or port.

use crate::entry::*;

/// This smtp-doctor installation does not connect to this address or port.
pub static TARGET_NOT_ALLOWED: Entry = Entry {
    slug: "target-not-allowed",
    family: Family::CouldNotConnectOrSignIn,
    title: "This installation does not connect to that address",
    text: text!(Text {
        meaning: "The server name leads to a private, loopback or other special address, or the port is not a mail \
                  port. This smtp-doctor installation refuses both, so that nobody can use it to look into other \
                  networks. It did not try to connect. The result says nothing about the mail server or your \
                  settings.",
        causes: &[
            Cause::new("The mail server is inside a company network and has an internal address."),
            Cause::new("The server field contains a loopback name such as localhost."),
            Cause::new("A public name has an internal address in the DNS that this installation uses."),
            Cause::new("The port is mistyped, or the mail server listens on an unusual one."),
        ],
        steps: &[
            Step::you("If the mail server also has a public name, use that one."),
            Step::you(
                "If the server is internal, ask the people who run this smtp-doctor to allow its address range.",
            ),
            Step::you("Check the port. Mail servers use 587, 465, 25 and 2525, rarely others."),
            Step::by(
                Who::NetworkAdmin,
                "Start smtp-doctor with the mail server's range allowed. The range here is an example.",
            )
            .command("smtp-doctor serve --allow-target 10.0.0.0/8"),
        ],
        escalate: "If the server must stay internal, give your IT team the server name and the refused address. Ask \
                   for a test with smtp-doctor from inside that network.",
        references: &[
            Reference::new("RFC 1918 §3", "https://www.rfc-editor.org/rfc/rfc1918#section-3"),
            Reference::new("RFC 6890", "https://www.rfc-editor.org/rfc/rfc6890"),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
