//! `account-locked`: the account is locked or blocked from sending.

use crate::entry::*;

/// The account is locked or blocked from sending.
pub static ACCOUNT_LOCKED: Entry = Entry {
    slug: "account-locked",
    family: Family::CouldNotSignIn,
    title: "The account is locked or blocked from sending",
    field: Some(Field::Username),
    text: text!(Text {
        meaning: "The service knows this account but has locked it. This usually happens after many failed sign-ins, \
                  or after mail that looked like spam. While the lock lasts, even the right password is refused.",
        causes: &[
            Cause::new("The portal or another program kept trying an old password."),
            Cause::new("At Yahoo and AOL: the account's own password was used instead of an app password.").at(YAHOO),
            Cause::new(
                "The service blocked the account because it sent too much mail, or mail that was reported as spam.",
            ),
            Cause::new("An administrator disabled the account."),
        ],
        steps: &[
            Step::you("Stop every program that uses the old password. Wait an hour without testing, then try once."),
            Step::you("Sign in on the provider's web page. It shows the lock and how to lift it."),
            Step::you("At Yahoo and AOL, create an app password and enter it here.").at(YAHOO),
            Step::by(
                Who::Microsoft365Admin,
                "If the mailbox was blocked from sending, find out why, secure it and remove it from the restricted \
                 entities.",
            )
            .at(MICROSOFT_365)
            .command("Microsoft Defender portal > Email & collaboration > Review > Restricted entities"),
            Step::by(
                Who::MailAdmin,
                "Find out in the directory and in the mail server's log why the account is locked.",
            ),
        ],
        escalate: "If you can't sign in on the web page either, give your IT team the user name, the times of the \
                   attempts and the server's reply. Never send the password.",
        references: &[
            Reference::new("RFC 4954 §6", "https://www.rfc-editor.org/rfc/rfc4954#section-6"),
            Reference::new("RFC 5248", "https://www.rfc-editor.org/rfc/rfc5248"),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
