//! `credentials-rejected`: the server refused the user name or password.

use crate::entry::*;

/// The server refused the user name or password.
pub static CREDENTIALS_REJECTED: Entry = Entry {
    slug: "credentials-rejected",
    family: Family::CouldNotSignIn,
    title: "The server refused the user name or password",
    field: Some(Field::Password),
    text: text!(Text {
        meaning: "The connection works and the server offers sign-in, but it did not accept this user name with this \
                  password. The server does not say which of the two is wrong.",
        causes: &[
            Cause::new("The password was mistyped, has been changed or has expired."),
            Cause::new(
                "The user name has the wrong form. Most services require the full e-mail address, some only the part \
                 before the @.",
            ),
            Cause::new(
                "Two-step verification is on, so the service requires an app password instead of the account's \
                 password.",
            ),
            Cause::new("A space or line break was pasted along with the password."),
        ],
        steps: &[
            Step::you("Sign in to the mailbox on the provider's web page with the same user name and password."),
            Step::you("Type both again here instead of pasting them. Check the form of the user name."),
            Step::you("If two-step verification is on, create an app password and use it here."),
            Step::by(Who::MailAdmin, "Find the failed sign-in in the server's log. It names the reason."),
            Step::by(
                Who::Microsoft365Admin,
                "Find the attempt in the sign-in logs (client app: Authenticated SMTP). They name the reason.",
            )
            .at(MICROSOFT_365)
            .command("Microsoft Entra admin center > Monitoring & health > Sign-in logs"),
        ],
        escalate: "If you can sign in on the web but not here, give your IT team the server's reply below, the user \
                   name and the time of the attempt. Never send the password.",
        references: &[Reference::new("RFC 4954 §6", "https://www.rfc-editor.org/rfc/rfc4954#section-6")],
        checked: None,
    }),
    ..Entry::DEFAULT
};
