//! `app-password-shape`: the password does not look like the app password that the service requires.

use crate::entry::*;

/// The password does not look like the app password that the service requires.
pub static APP_PASSWORD_SHAPE: Entry = Entry {
    slug: "app-password-shape",
    family: Family::CouldNotSignIn,
    title: "This doesn't look like an app password for this service",
    text: text!(Text {
        meaning: "This service requires an app password: one that it creates for a single application. App passwords \
                  have a fixed form. The one in the field has another form, so the server will probably refuse it.",
        causes: &[
            Cause::new("You entered the account's own password instead of an app password."),
            Cause::new("The app password was pasted with the spaces that separate its groups on screen."),
            Cause::new("Part of it was cut off, or an extra character was pasted."),
        ],
        steps: &[
            Step::you(
                "Create a new app password on the account's security page. You usually have to turn on two-step \
                 verification first.",
            ),
            Step::you(
                "Paste it without spaces as soon as the service shows it. A Google app password has 16 characters.",
            ),
            Step::you("Keep hyphens if the service shows them as part of the password, as Apple does."),
            Step::by(
                Who::MailAdmin,
                "If the page offers no app passwords, check whether the organisation has turned them off.",
            ),
        ],
        escalate: "If you can't create an app password, tell your IT team that the portal needs one for SMTP, and for \
                   which account. Never send a password.",
        references: &[
            Reference::new(
                "Google Account Help: Sign in with app passwords",
                "https://support.google.com/accounts/answer/185833",
            ),
            Reference::new("Apple Support: App-specific passwords", "https://support.apple.com/102654"),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
