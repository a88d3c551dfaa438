//! `username-blank`: the user name is empty.

use crate::entry::*;

/// The user name is empty.
pub static USERNAME_BLANK: Entry = Entry {
    slug: "username-blank",
    family: Family::CouldNotSignIn,
    title: "The user name is empty",
    text: text!(Text {
        meaning: "Sign in with a password needs a user name, and the field is empty. Without sign in most servers do \
                  not accept mail for other organisations.",
        causes: &[
            Cause::new("The field was left empty because the From address was expected to serve as the user name."),
            Cause::new("The server is a relay that needs no sign in, but sign in with a password is selected."),
            Cause::new("Microsoft OAuth is meant, but sign in with a password is selected."),
        ],
        steps: &[
            Step::you("Enter the user name; for most services it is the full e-mail address of the mailbox."),
            Step::you("If the server is a relay that accepts the portal by its IP address, switch sign in off."),
            Step::you(
                "For OAuth with Microsoft, choose that kind of sign in and fill in client ID, tenant ID and client \
                 secret.",
            ),
        ],
        escalate: "If you do not know which mailbox the portal should use, ask your IT team for an account for \
                   sending, and hand over the From address you want to use.",
        references: &[Reference::new("RFC 4954 §4", "https://www.rfc-editor.org/rfc/rfc4954#section-4")],
        checked: None,
    }),
    ..Entry::PLAIN
};
