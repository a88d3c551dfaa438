//! `account-locked`: the account is locked or blocked from sending.

use crate::entry::*;

/// The account is locked or blocked from sending.
pub static ACCOUNT_LOCKED: Entry = Entry {
    slug: "account-locked",
    family: Family::CouldNotSignIn,
    title: "The account is locked or blocked from sending",
    field: Some(Field::Username),
    text: text!(Text {
        meaning: "The service knows the account but has locked it, usually after many failed sign ins or after mail \
                  that looked like spam. While the lock lasts, even the right password is refused.",
        causes: &[
            Cause::new("An old password stored in the portal or in another program was tried again and again."),
            Cause::new("At Yahoo and AOL: the account's own password was used where an app password is needed.").at(YAHOO),
            Cause::new("The service blocked the account because it sent too much, or mail that was reported as spam."),
            Cause::new("An administrator disabled the account."),
        ],
        steps: &[
            Step::you(
                "Stop every program that uses the old password, wait an hour without further tests, then try once.",
            ),
            Step::you("Sign in on the provider's web page; it shows a lock and how to lift it."),
            Step::you("At Yahoo and AOL, create an app password and use it here.").at(YAHOO),
            Step::by(
                Who::Microsoft365Admin,
                "If the mailbox was blocked from sending, find out why, secure it and remove it from the restricted \
                 entities.",
            ).at(MICROSOFT_365)
            .command("Microsoft Defender portal > Email & collaboration > Review > Restricted entities"),
            Step::by(
                Who::MailAdmin,
                "Look up the account and the reason of its lock in the directory and in the mail server's log.",
            ),
        ],
        escalate: "If the web sign in is locked too, give your IT team the user name, the time of the attempts and the \
                   server's line; never the password.",
        references: &[
            Reference::new("RFC 4954 §6", "https://www.rfc-editor.org/rfc/rfc4954#section-6"),
            Reference::new("RFC 5248", "https://www.rfc-editor.org/rfc/rfc5248"),
        ],
        checked: None,
    }),
    ..Entry::PLAIN
};
