//! `too-many-logins`: too many sign ins in a short time; the service wants a pause.

use crate::entry::*;

/// Too many sign ins in a short time; the service wants a pause.
pub static TOO_MANY_LOGINS: Entry = Entry {
    slug: "too-many-logins",
    family: Family::CouldNotSignIn,
    title: "Too many sign ins in a short time; the service wants a pause",
    text: text!(Text {
        meaning: "The service counts sign ins and simultaneous sessions of an account and has reached its limit. It \
                  refuses for now, without looking at the password; the refusal ends by itself.",
        causes: &[
            Cause::new("The portal, or several programs with the same account, sign in for every single message."),
            Cause::new("The connection test was repeated many times within minutes."),
            Cause::new("More sessions are open for this mailbox than the service allows; Microsoft 365 allows only a few at a \
             time."),
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
    ..Entry::PLAIN
};
