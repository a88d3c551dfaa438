//! `address-extra-space`: an address contains a space.

use crate::entry::*;

/// An address contains a space.
pub static ADDRESS_EXTRA_SPACE: Entry = Entry {
    slug: "address-extra-space",
    family: Family::InvalidAddress,
    title: "An e-mail address contains a space",
    text: text!(Text {
        meaning: "Many servers refuse an address with a space before it, after it or inside it. The space is easy to \
                  miss, especially at the end.",
        causes: &[
            Cause::new(
                "A space or line break was copied along with the address from a table, a document or a message.",
            ),
            Cause::new("Several addresses are separated only by spaces."),
            Cause::new("A space was typed next to the @ or a dot."),
        ],
        steps: &[
            Step::you("Remove the space. Click at the end of the field to check that no space is left there."),
            Step::you("Separate several addresses with commas or semicolons."),
            Step::you("Check the same address in the user's own record and in the settings of each module."),
        ],
        escalate: "If the space comes back after saving, ask your IT team which system fills in the address. Give them \
                   the address and the name of the field.",
        references: &[Reference::new("RFC 5321 §4.1.2", "https://www.rfc-editor.org/rfc/rfc5321#section-4.1.2")],
        checked: None,
    }),
    ..Entry::DEFAULT
};
