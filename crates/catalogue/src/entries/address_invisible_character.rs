//! `address-invisible-character`: an address contains an invisible character.

use crate::entry::*;

/// An address contains an invisible character.
pub static ADDRESS_INVISIBLE_CHARACTER: Entry = Entry {
    slug: "address-invisible-character",
    family: Family::InvalidAddress,
    title: "An e-mail address contains an invisible character",
    text: text!(Text {
        meaning: "Copied text can contain characters that you can't see: a zero-width space, a non-breaking space or a \
                  text-direction mark, for example. The address looks right, but servers refuse it or look up a \
                  different one.",
        causes: &[
            Cause::new("The address was pasted from a web page, a PDF, a chat or an office document."),
            Cause::new("The address was imported from another system that keeps such characters."),
        ],
        steps: &[
            Step::you("Apply the suggested correction, or delete the whole address and type it by hand."),
            Step::you("If the address comes from an import, correct it at the source too."),
        ],
        escalate: "If the character comes back, ask your IT team to clean the source of the address. Give them the \
                   field and the character shown here.",
        references: &[
            Reference::new("RFC 5321 §4.1.2", "https://www.rfc-editor.org/rfc/rfc5321#section-4.1.2"),
            Reference::new("RFC 5322 §3.4.1", "https://www.rfc-editor.org/rfc/rfc5322#section-3.4.1"),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
