//! `rate-limited`: a sending limit of the account or server is reached.

use crate::entry::*;

/// A sending limit of the account or server is reached.
pub static RATE_LIMITED: Entry = Entry {
    slug: "rate-limited",
    family: Family::BodyOrEnvelope,
    title: "A sending limit of the account or server is reached",
    text: text!(Text {
        meaning: "The service limits how many messages an account may send in a minute, an hour or a day. The limit is \
                  reached, so it refuses further mail for now; the settings are right.",
        causes: &[
            Cause::new("The portal sends many notices at once."),
            Cause::new("The daily quota of the account is used up; trial accounts have small ones."),
            Cause::new("Others use the same account or network address and count against the same limit."),
        ],
        steps: &[
            Step::you("Wait: limits by the minute end soon, daily limits after up to 24 hours. Test again then."),
            Step::you("Reduce how often the portal sends, or combine notices."),
            Step::you("Ask the provider's support for the limits of this account, and for higher ones or a plan meant for \
                 bulk sending.",
            ),
            Step::by(
                Who::Microsoft365Admin,
                "In Microsoft 365, for large numbers consider High Volume Email, for recipients inside the \
                 organisation only, or Azure Communication Services.",
            ).at(MICROSOFT_365),
        ],
        escalate: "If the portal must send that much, hand over the number of messages an hour, the account and the \
                   server's line.",
        references: &[Reference::new("RFC 3463 §3.8", "https://www.rfc-editor.org/rfc/rfc3463#section-3.8")],
        checked: None,
    }),
    ..Entry::PLAIN
};
