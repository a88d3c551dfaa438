//! `rate-limited`: a sending limit of the account or server is reached.

use crate::catalogue::entry::*;
use crate::probe::Stage;

/// A sending limit of the account or server is reached.
pub static RATE_LIMITED: Entry = Entry {
    slug: "rate-limited",
    family: Family::BodyOrEnvelope,
    text: pack!(Draft {
        title: "A sending limit of the account or server is reached",
        meaning: "The service limits how many messages an account may send in a minute, an hour or a day. The limit is \
                  reached, so it refuses further mail for now; the settings are right.",
        causes: &[
            "The portal sends many notices at once.",
            "The daily quota of the account is used up; trial accounts have small ones.",
            "Others use the same account or network address and count against the same limit.",
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
            ),
        ],
        escalate: "If the portal must send that much, hand over the number of messages an hour, the account and the \
                   server's line.",
        references: &[Reference::new("RFC 3463 §3.8", "https://www.rfc-editor.org/rfc/rfc3463#section-3.8")],
        checked: None,
    }),
    patterns: patterns!("rate_limited"),
    examples: examples![
        Example::of("amazon-ses", Stage::Message, "454 Throttling failure: Maximum sending rate exceeded"),
        Example::of("amazon-ses", Stage::Message, "454 Throttling failure: Daily message quota exceeded"),
        Example::at(
            Stage::RcptTo,
            "450-4.2.1 The user you are trying to contact is receiving mail at a rate that\n450 4.2.1 prevents \
             additional messages from being delivered. - gsmtp",
        ),
        Example::at(
            Stage::RcptTo,
            "450 4.2.1 The user you are trying to contact is receiving mail at a rate that prevents additional \
             messages from being delivered.",
        ),
        Example::at(
            Stage::Message,
            "550-5.4.5 Daily user sending limit exceeded. For more information on Gmail\n550 5.4.5 sending limits go \
             to https://support.google.com/mail/?p=DailyLimit - gsmtp",
        ),
        Example::at(Stage::Message, "550 5.4.5 Daily user sending quota exceeded. - gsmtp"),
        Example::at(Stage::Message, "550 5.4.5 Daily SMTP relay limit exceeded for customer. - gsmtp"),
        Example::at(
            Stage::Message,
            "421-4.7.28 Gmail has detected an unusual rate of unsolicited mail.\n421 4.7.28 To protect our users, mail \
             has been temporarily rate limited. - gsmtp",
        ),
        Example::at(
            Stage::Message,
            "421 4.7.28 Gmail has detected this message exceeded its quota for sending messages with the same \
             Message-ID.",
        ),
        Example::at(Stage::Message, "554 5.2.2 Submission quota exceeded"),
        Example::at(Stage::Message, "550 5.7.705 Access denied, tenant has exceeded threshold"),
        Example::at(Stage::Message, "550 5.7.705 Tenant has exceeded its threshold"),
        Example::at(
            Stage::Message,
            "550 5.2.121 Recipient's per hour message receive limit from specific sender exceeded.",
        ),
        Example::at(Stage::MailFrom, "451 Maximum credits exceeded"),
        Example::at(Stage::MailFrom, "450 4.7.1 Error: too much mail from 192.0.2.10"),
        Example::at(Stage::RcptTo, "450 4.7.1 Error: too many recipients from 192.0.2.10"),
        Example::at(Stage::MailFrom, "450 4.7.1 Error: too many messages from this account"),
        Example::at(Stage::MailFrom, "550 Too many emails sent today"),
        Example::at(Stage::MailFrom, "550 5.7.1 Hourly limit reached for this domain"),
        Example::at(Stage::MailFrom, "421 You are sending too fast"),
        Example::at(Stage::MailFrom, "451 4.7.1 Please try again later, rate exceeded"),
    ],
};
