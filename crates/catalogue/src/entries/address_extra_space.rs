//! `address-extra-space`: an address contains a space.

use crate::entry::*;

/// An address contains a space.
pub static ADDRESS_EXTRA_SPACE: Entry = Entry {
    slug: "address-extra-space",
    family: Family::InvalidAddress,
    title: "An e-mail address contains a space",
    text: text!(Text {
        meaning: "A space before, after or inside an address makes it invalid for many servers. It is easy to \
                  overlook, especially at the end.",
        causes: &[
            Cause::new("The address was copied from a table, a document or a message together with a space or line break."),
            Cause::new("Several addresses are separated only by spaces."),
            Cause::new("A space was typed next to the @ or a dot."),
        ],
        steps: &[
            Step::you("Remove the space; click at the end of the field to see whether one is left there."),
            Step::you("Separate several addresses by a comma or a semicolon."),
            Step::you("Check the same address in the user's own record and in each module's own setting."),
        ],
        escalate: "If the space comes back after saving, ask your IT team where the address is filled in from, and \
                   hand over the address and the name of the field.",
        references: &[Reference::new("RFC 5321 §4.1.2", "https://www.rfc-editor.org/rfc/rfc5321#section-4.1.2")],
        checked: None,
    }),
    ..Entry::PLAIN
};
