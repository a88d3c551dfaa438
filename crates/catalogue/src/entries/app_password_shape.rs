//! `app-password-shape`: the password does not look like the app password that is needed.

use crate::entry::*;

/// The password does not look like the app password that is needed.
pub static APP_PASSWORD_SHAPE: Entry = Entry {
    slug: "app-password-shape",
    family: Family::CouldNotSignIn,
    title: "The password does not look like an app password of this service",
    text: text!(Text {
        meaning: "This service wants an app password: one that it creates for a single application. App passwords have \
                  a fixed form, and the one in the field does not have it, so the server will probably refuse it.",
        causes: &[
            Cause::new("The account's own password was entered instead of an app password."),
            Cause::new("The app password was pasted with the spaces that separate its groups on screen."),
            Cause::new("A part of it was cut off, or a character was pasted along."),
        ],
        steps: &[
            Step::you(
                "Create a new app password on the security page of the account; two-step verification usually has to \
                 be on first.",
            ),
            Step::you(
                "Paste it at once, without spaces, when the service shows it: a Google app password has 16 characters.",
            ),
            Step::you("Keep hyphens where the service shows them as part of the password, as Apple does."),
            Step::by(
                Who::MailAdmin,
                "If the page offers no app passwords, check whether the organisation has switched them off.",
            ),
        ],
        escalate: "If you cannot create an app password, tell your IT team that the portal needs one for SMTP and for \
                   which account; never send a password.",
        references: &[
            Reference::new(
                "Google Account Help: Sign in with app passwords",
                "https://support.google.com/accounts/answer/185833",
            ),
            Reference::new("Apple Support: App-specific passwords", "https://support.apple.com/102654"),
        ],
        checked: None,
    }),
    ..Entry::PLAIN
};
