//! `recipient-invalid`: a recipient is not a valid address.

use crate::entry::*;

/// A recipient is not a valid address.
pub static RECIPIENT_INVALID: Entry = Entry {
    slug: "recipient-invalid",
    family: Family::InvalidAddress,
    title: "A recipient is not a valid e-mail address",
    field: Some(Field::To),
    text: text!(Text {
        meaning: "An entry in To, Cc or Bcc cannot be an e-mail address. One bad entry can make the server refuse the \
                  message for everybody on the list.",
        causes: &[
            Cause::new("The @, the domain or its ending is missing."),
            Cause::new("The comma or semicolon between two addresses is missing."),
            Cause::new("A display name with a comma was entered without quotation marks."),
            Cause::new("A space or another character was pasted too."),
        ],
        steps: &[
            Step::you("Correct the marked entry: name@example.com, with one @ and a full domain."),
            Step::you(
                "Separate several addresses with commas or semicolons. Put a display name with a comma in quotation \
                 marks.",
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
            Reference::new("RFC 5322 §3.4", "https://www.rfc-editor.org/rfc/rfc5322#section-3.4"),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
