//! `from-invalid`: the From address is not a valid address.

use crate::catalogue::entry::*;

/// The From address is not a valid address.
pub static FROM_INVALID: Entry = Entry {
    slug: "from-invalid",
    family: Family::InvalidAddress,
    text: pack!(Draft {
        title: "The From address is not a valid e-mail address",
        meaning: "From needs one address in the form name@example.com. What is in the field cannot be an address, so \
                  the server will refuse the message.",
        causes: &[
            "The @ or the domain behind it is missing.",
            "Only a display name was entered, without an address.",
            "Several addresses were entered, or a comma or semicolon was left at the end.",
            "Two dots follow each other, or a space or quotation mark was pasted along.",
        ],
        steps: &[
            Step::you("Enter one address with one @ and a full domain, such as portal@example.com."),
            Step::you(
                "A display name is possible only in the form Portal <portal@example.com>, if the portal accepts it.",
            ),
            Step::you(
                "Correct it where it is kept: in the general e-mail settings, in the user's own record or in a \
                 module's own setting.",
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
    patterns: patterns!("from_invalid"),
    examples: examples![
        Example::pasted("450 4.1.8 <root@web01.local>: Sender address rejected: Domain not found"),
        Example::pasted("504 5.5.2 <root>: Sender address rejected: need fully-qualified address"),
        Example::pasted("553 5.5.4 <root>... Domain name required for sender address root"),
        Example::pasted("550 Sender verify failed"),
    ],
};
