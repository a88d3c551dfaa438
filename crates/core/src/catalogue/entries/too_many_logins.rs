//! `too-many-logins`: too many sign ins in a short time; the service wants a pause.

use crate::catalogue::entry::*;
use crate::probe::Stage;

/// Too many sign ins in a short time; the service wants a pause.
pub static TOO_MANY_LOGINS: Entry = Entry {
    slug: "too-many-logins",
    family: Family::CouldNotSignIn,
    text: pack!(Draft {
        title: "Too many sign ins in a short time; the service wants a pause",
        meaning: "The service counts sign ins and simultaneous sessions of an account and has reached its limit. It \
                  refuses for now, without looking at the password; the refusal ends by itself.",
        causes: &[
            "The portal, or several programs with the same account, sign in for every single message.",
            "The connection test was repeated many times within minutes.",
            "More sessions are open for this mailbox than the service allows; Microsoft 365 allows only a few at a \
             time.",
        ],
        steps: &[
            Step::you(
                "Wait before the next attempt: half an hour, or longer if the refusal stays; each test counts as a \
                 sign in.",
            ),
            Step::you("Let fewer programs share this account, or give the portal a mailbox of its own."),
            Step::you("Ask the provider's support for the limits of sign ins and simultaneous \
                                     connections for this account."),
        ],
        escalate: "If the refusal stays for a day, hand over the user name, the times of the attempts and a list of \
                   the programs that use the account; never the password.",
        references: &[Reference::new("RFC 4954 §6", "https://www.rfc-editor.org/rfc/rfc4954#section-6")],
        checked: None,
    }),
    patterns: patterns!("too_many_logins"),
    examples: examples![
        Example::at(
            Stage::Auth,
            "454-4.7.0 Too many login attempts, please try again later. For more information,\n454-4.7.0 go to\n454 \
             4.7.0  https://support.google.com/mail/answer/7126229 - gsmtp",
        ),
        Example::at(Stage::Auth, "454 4.7.0 Too many logins from your address"),
        Example::at(Stage::Auth, "421 4.7.0 Too many concurrent logins for this user"),
        Example::at(Stage::Auth, "535 Login frequency limited"),
    ],
};
