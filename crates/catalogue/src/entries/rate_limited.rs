//! `rate-limited`: the account or server has reached a sending limit.

use crate::entry::*;

/// The account or server has reached a sending limit.
pub static RATE_LIMITED: Entry = Entry {
    slug: "rate-limited",
    family: Family::BodyOrEnvelope,
    title: "The account or server has reached a sending limit",
    text: text!(Text {
        meaning: "The service limits how many messages an account may send in a minute, an hour or a day. The limit is \
                  reached, so it refuses more mail for now. The settings are right.",
        causes: &[
            Cause::new("The portal sends many notices at once."),
            Cause::new("The account's daily quota is used up. Trial accounts have small quotas."),
            Cause::new("Others use the same account or network address and count towards the same limit."),
        ],
        steps: &[
            Step::you("Wait, then test again. Limits per minute end soon, daily limits after up to 24 hours."),
            Step::you("Reduce how often the portal sends, or combine notices."),
            Step::you(
                "Ask the provider's support for this account's limits, and for higher ones or a plan for bulk \
                 sending.",
            ),
            Step::by(
                Who::Microsoft365Admin,
                "For large numbers in Microsoft 365, consider High Volume Email (only for recipients inside the \
                 organisation) or Azure Communication Services.",
            ).at(MICROSOFT_365),
        ],
        escalate: "If the portal must send that much, give your IT team the number of messages an hour, the account \
                   and the server's reply.",
        references: &[Reference::new("RFC 3463 §3.8", "https://www.rfc-editor.org/rfc/rfc3463#section-3.8")],
        checked: None,
    }),
    ..Entry::DEFAULT
};
