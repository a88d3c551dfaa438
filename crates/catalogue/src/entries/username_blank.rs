//! `username-blank`: the user name is empty.

use crate::entry::*;

/// The user name is empty.
pub static USERNAME_BLANK: Entry = Entry {
    slug: "username-blank",
    family: Family::CouldNotSignIn,
    title: "The user name is empty",
    text: text!(Text {
        meaning: "Sign-in with a password needs a user name, and the field is empty. Without a sign-in, most servers \
                  do not accept mail for other organisations.",
        causes: &[
            Cause::new("The field was left empty because the From address was expected to serve as the user name."),
            Cause::new("The server is a relay that needs no sign-in, but password sign-in is selected."),
            Cause::new("You meant to use Microsoft OAuth, but password sign-in is selected."),
        ],
        steps: &[
            Step::you("Enter the user name. For most services it is the full e-mail address of the mailbox."),
            Step::you("If the server is a relay that accepts the portal by its IP address, turn off sign-in."),
            Step::you(
                "For OAuth with Microsoft, choose that kind of sign-in and enter the client ID, tenant ID and client \
                 secret.",
            ),
        ],
        escalate: "If you don't know which mailbox the portal should use, ask your IT team for an account for sending. \
                   Give them the From address you want to use.",
        references: &[Reference::new("RFC 4954 §4", "https://www.rfc-editor.org/rfc/rfc4954#section-4")],
        checked: None,
    }),
    ..Entry::DEFAULT
};
