//! `too-many-logins`: too many sign-ins in a short time; the service asks you to wait.

use crate::entry::*;

/// Too many sign-ins in a short time; the service asks you to wait.
pub static TOO_MANY_LOGINS: Entry = Entry {
    slug: "too-many-logins",
    family: Family::CouldNotSignIn,
    title: "Too many sign-ins in a short time; the service asks you to wait",
    text: text!(Text {
        meaning: "The service counts an account's sign-ins and simultaneous sessions, and the limit is reached. For \
                  now it refuses without checking the password. The refusal ends without action.",
        causes: &[
            Cause::new("The portal, or several programs with the same account, sign in for every single message."),
            Cause::new("The connection test was repeated many times within minutes."),
            Cause::new(
                "More sessions are open for this mailbox than the service allows. Microsoft 365 allows only a few at a \
                 time.",
            ),
        ],
        steps: &[
            Step::you(
                "Wait half an hour before the next attempt, or longer if the refusal continues. Each test counts as a \
                 sign-in.",
            ),
            Step::you("Let fewer programs share this account, or give the portal its own mailbox."),
            Step::you(
                "Ask the provider's support for this account's limits on sign-ins and simultaneous connections.",
            ),
        ],
        escalate: "If the refusal lasts for a day, send your IT team the user name, the times of the attempts and a \
                   list of the programs that use the account. Never send the password.",
        references: &[Reference::new("RFC 4954 §6", "https://www.rfc-editor.org/rfc/rfc4954#section-6")],
        checked: None,
    }),
    ..Entry::DEFAULT
};
