//! `account-locked`: the account is locked or blocked from sending.

use crate::catalogue::entry::*;
use crate::probe::Stage;

/// The account is locked or blocked from sending.
pub static ACCOUNT_LOCKED: Entry = Entry {
    slug: "account-locked",
    family: Family::CouldNotSignIn,
    text: pack!(Draft {
        title: "The account is locked or blocked from sending",
        meaning: "The service knows the account but has locked it, usually after many failed sign ins or after mail \
                  that looked like spam. While the lock lasts, even the right password is refused.",
        causes: &[
            "An old password stored in the portal or in another program was tried again and again.",
            "At Yahoo and AOL: the account's own password was used where an app password is needed.",
            "The service blocked the account because it sent too much, or mail that was reported as spam.",
            "An administrator disabled the account.",
        ],
        steps: &[
            Step::you(
                "Stop every program that uses the old password, wait an hour without further tests, then try once.",
            ),
            Step::you("Sign in on the provider's web page; it shows a lock and how to lift it."),
            Step::you("At Yahoo and AOL, create an app password and use it here."),
            Step::by(
                Who::Microsoft365Admin,
                "If the mailbox was blocked from sending, find out why, secure it and remove it from the restricted \
                 entities.",
            )
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
    patterns: patterns!("account_locked"),
    examples: examples![
        Example::at(Stage::Auth, "535 5.7.0 (#AUTH005) Too many bad auth attempts."),
        Example::at(Stage::Auth, "535 5.7.8 Too many failed login attempts, try again later"),
        Example::at(Stage::Auth, "421 4.7.0 Too many authentication failures"),
        Example::at(Stage::Auth, "535 5.7.0 Your account is locked"),
        Example::at(Stage::Auth, "535 Account locked"),
        Example::at(Stage::Auth, "535 5.7.1 This account has been locked"),
        Example::at(Stage::Auth, "454 4.7.0 Account temporarily locked"),
        Example::at(Stage::Auth, "525 5.7.13 User account disabled"),
        Example::at(
            Stage::Message,
            "550-5.7.0 Mail Sending denied. This error occurs if the sender account is disabled or not\n550 5.7.0 \
             registered within your Google Workspace domain. - gsmtp",
        ),
        Example::at(Stage::Message, "550 5.1.8 Access denied, bad outbound sender."),
    ],
};
