//! `address-typo`: an address looks misspelt.

use crate::entry::*;

/// An address looks misspelt.
pub static ADDRESS_TYPO: Entry = Entry {
    slug: "address-typo",
    family: Family::InvalidAddress,
    title: "An e-mail address looks misspelt",
    field: Some(Field::To),
    text: text!(Text {
        meaning: "The part after the @ is almost a well-known mail domain, or has an ending that is usually a typing \
                  error. Mail to this address will bounce or reach somebody else.",
        causes: &[
            Cause::new("Letters were swapped or left out, as in gmial.com."),
            Cause::new("The ending is wrong, such as .con for .com."),
            Cause::new("There is a comma where a dot should be."),
        ],
        steps: &[
            Step::you("Check the address. If the suggestion is the one you meant, accept it."),
            Step::you(
                "Correct the address where it is stored: in the general e-mail settings, in the user's own record or \
                 in a module's settings.",
            ),
        ],
        escalate: "If the address is right, keep it. If mail to it bounces, give your IT team the address and the text \
                   of the bounce.",
        references: &[Reference::new("RFC 5321 §2.3.11", "https://www.rfc-editor.org/rfc/rfc5321#section-2.3.11")],
        checked: None,
    }),
    ..Entry::DEFAULT
};
