//! `from-invalid`: the From address is not a valid address.

use crate::entry::*;

/// The From address is not a valid address.
pub static FROM_INVALID: Entry = Entry {
    slug: "from-invalid",
    family: Family::InvalidAddress,
    title: "The From address is not a valid e-mail address",
    field: Some(Field::From),
    text: text!(Text {
        meaning: "From needs one address in the form name@example.com. The text in the field cannot be an address, so \
                  the server will refuse the message.",
        causes: &[
            Cause::new("The @ or the domain after it is missing."),
            Cause::new("Only a display name was entered, without an address."),
            Cause::new("Several addresses were entered, or a comma or semicolon was left at the end."),
            Cause::new("There are two dots in a row, or a space or quotation mark was pasted too."),
        ],
        steps: &[
            Step::you("Enter one address with one @ and a full domain, such as portal@example.com."),
            Step::you(
                "Enter a display name only in the form Portal <portal@example.com>, and only if the portal accepts \
                 it.",
            ),
            Step::you(
                "Correct the address where it is stored: in the general e-mail settings, in the user's own record or \
                 in a module's settings.",
            ),
        ],
        escalate: "If the address is right and still refused, give your IT team the address, the name of the field and \
                   the server's reply.",
        references: &[
            Reference::new("RFC 5321 §4.1.2", "https://www.rfc-editor.org/rfc/rfc5321#section-4.1.2"),
            Reference::new("RFC 5322 §3.6.2", "https://www.rfc-editor.org/rfc/rfc5322#section-3.6.2"),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
