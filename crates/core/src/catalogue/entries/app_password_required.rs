//! `app-password-required`: the account needs an app password instead of its own.

use crate::catalogue::entry::*;
use crate::probe::Stage;

/// The account needs an app password instead of its own.
pub static APP_PASSWORD_REQUIRED: Entry = Entry {
    slug: "app-password-required",
    family: Family::CouldNotSignIn,
    text: pack!(Draft {
        title: "The account needs an app password instead of its own",
        meaning: "The account is protected by two-step verification, so the service no longer takes the account's own \
                  password from programs. It wants an app password: a second password that it makes for one program.",
        causes: &[
            "Two-step verification is on, and the form holds the password used on the web page.",
            "The service takes only app passwords (some call them authorization codes) over SMTP, with or without \
             two-step verification.",
            "The app password was revoked; services often do that when the account password is changed.",
        ],
        steps: &[
            Step::you(
                "Sign in to the account's security page, create an app password for the portal and enter it here; at \
                 Google it is this page.",
            )
            .command("https://myaccount.google.com/apppasswords"),
            Step::you(
                "Enter it without the spaces between its groups, and keep the full e-mail address as the user name.",
            ),
            Step::you("If the page offers no app passwords, ask your IT team whether the organisation forbids them and \
                 which way of sending is allowed.",
            ),
        ],
        escalate: "If the organisation forbids app passwords, ask your IT team for a mailbox or relay meant for \
                   programs; hand over the user name and the server's line, never the password.",
        references: &[
            Reference::new("RFC 4954 §6", "https://www.rfc-editor.org/rfc/rfc4954#section-6"),
            Reference::new("Google: Sign in with app passwords", "https://support.google.com/accounts/answer/185833"),
        ],
        checked: None,
    }),
    patterns: patterns!("app_password_required"),
    examples: examples![
        Example::at(
            Stage::Auth,
            "534-5.7.9 Please log in with your web browser and then try again. For more\n534-5.7.9 information, go \
             to\n534 5.7.9  https://support.google.com/mail/?p=WebLoginRequired - gsmtp",
        ),
        Example::at(
            Stage::Auth,
            "534-5.7.14 Please log in through your web browser and\n534-5.7.14 then try again.\n534 5.7.14  Learn more \
             at https://support.google.com/mail/answer/78754 - gsmtp",
        ),
        Example::at(Stage::Auth, "535 5.7.8 Please log in via your web browser and then try again."),
        Example::at(
            Stage::Auth,
            "534-5.7.9 Application-specific password required. For more information, go to\n534 5.7.9  \
             https://support.google.com/mail/?p=InvalidSecondFactor - gsmtp",
        ),
        Example::at(Stage::Auth, "535 5.7.9 Application-specific password required"),
        Example::at(
            Stage::Auth,
            "535 5.7.0 NEOBHODIM parol prilozheniya https://help.mail.ru/mail/security/protection/external / \
             Application password is REQUIRED",
        ),
        Example::at(Stage::Auth, "535 Login Fail. Please enter your authorization code to login."),
        Example::at(Stage::Auth, "535 5.7.8 Please use an app password to sign in"),
        Example::at(Stage::Auth, "535 5.7.8 Use an app-specific password generated for this account"),
    ],
};
