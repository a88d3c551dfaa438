//! `password-blank`: the password is empty.

use crate::entry::*;

/// The password is empty.
pub static PASSWORD_BLANK: Entry = Entry {
    slug: "password-blank",
    family: Family::CouldNotSignIn,
    title: "The password is empty",
    text: text!(Text {
        meaning: "You entered a user name but no password, so the server will refuse the sign-in. Many forms do not \
                  show a saved password and clear it when they are saved again.",
        causes: &[
            Cause::new("The form was saved again and the password was not retyped."),
            Cause::new("An app password has to be created first."),
            Cause::new("The server is a relay that needs no sign-in."),
        ],
        steps: &[
            Step::you(
                "Enter the mailbox's password. If two-step verification is on, create an app password and use it.",
            ),
            Step::you(
                "If the server accepts the portal without a sign-in, turn off sign-in instead of leaving the password \
                 empty.",
            ),
        ],
        escalate: "If nobody knows the password, ask your IT team to set a new one and to enter it in the form \
                   themselves. Tell them the user name, and do not send the password by e-mail.",
        references: &[Reference::new("RFC 4954 §4", "https://www.rfc-editor.org/rfc/rfc4954#section-4")],
        checked: None,
    }),
    ..Entry::DEFAULT
};
