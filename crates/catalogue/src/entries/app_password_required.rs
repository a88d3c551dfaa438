//! `app-password-required`: the account needs an app password instead of its own.

use crate::entry::*;

/// The account needs an app password instead of its own.
pub static APP_PASSWORD_REQUIRED: Entry = Entry {
    slug: "app-password-required",
    family: Family::CouldNotSignIn,
    title: "The account needs an app password instead of its own",
    field: Some(Field::Password),
    text: text!(Text {
        meaning: "The account uses two-step verification, so the service no longer accepts the account's own password \
                  from programs. It requires an app password: a second password that it creates for one program.",
        causes: &[
            Cause::new("Two-step verification is on, and you entered the password for the web page."),
            Cause::new(
                "The service accepts only app passwords over SMTP (some call them authorization codes), with or \
                 without two-step verification.",
            ),
            Cause::new("The app password was revoked. Services often do that when the account password changes."),
        ],
        steps: &[
            Step::you(
                "Sign in to the account's security page, create an app password for the portal and enter it here. For \
                 Google, use this page.",
            )
            .command("https://myaccount.google.com/apppasswords"),
            Step::you(
                "Enter it without the spaces between its groups. Keep the full e-mail address as the user name.",
            ),
            Step::you(
                "If the page offers no app passwords, ask your IT team whether the organisation forbids them, and how \
                 you are allowed to send.",
            ),
        ],
        escalate: "If the organisation forbids app passwords, ask your IT team for a mailbox or relay meant for \
                   programs. Give them the user name and the server's reply. Never send the password.",
        references: &[
            Reference::new("RFC 4954 §6", "https://www.rfc-editor.org/rfc/rfc4954#section-6"),
            Reference::new("Google: Sign in with app passwords", "https://support.google.com/accounts/answer/185833"),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
