//! `header-malformed`: a header field or the structure of the message is malformed.

use crate::catalogue::entry::*;
use crate::probe::Stage;

/// A header field or the structure of the message is malformed.
pub static HEADER_MALFORMED: Entry = Entry {
    slug: "header-malformed",
    family: Family::BodyOrEnvelope,
    text: pack!(Draft {
        title: "A header field or the structure of the message is malformed",
        meaning: "A message begins with a header, a list of fields such as From, Date and Subject, and its body may \
                  consist of several parts (MIME). Something in them breaks the rules of the mail format, and the \
                  server does not guess what was meant.",
        causes: &[
            "A field that may occur once is there twice, because the portal and its mail library both write it.",
            "From holds several addresses, or something that is not an address.",
            "Date or Message-ID has the wrong form, for example a date with the month in another language.",
            "A line break from a subject, a name or an address got into the header.",
            "The parts of the body do not fit the boundary, type or encoding that the header announces.",
        ],
        steps: &[
            Step::you(
                "Send a test with a short plain subject and text and no attachment; then add one thing after the \
                 other to see which one the server refuses.",
            ),
            Step::you(
                "Remove line breaks and unusual characters from the subject, the display names and the addresses in \
                 the settings.",
            ),
            Step::by(
                Who::MailAdmin,
                "Look up the refusal in the server's log, which names the field; in Postfix these settings hold such \
                 checks.",
            )
            .command("postconf header_checks mime_header_checks"),
            Step::you(
                "Ask the portal's support to build messages with a mail library instead of putting the text together.",
            ),
        ],
        escalate: "How the message is built has to be corrected: give the portal's support the server's line and the \
                   message as it was sent, with its header (.eml).",
        references: &[
            Reference::new("RFC 5322 §3.6", "https://www.rfc-editor.org/rfc/rfc5322#section-3.6"),
            Reference::new("RFC 2046 §5.1.1", "https://www.rfc-editor.org/rfc/rfc2046#section-5.1.1"),
            Reference::new("RFC 2047 §5", "https://www.rfc-editor.org/rfc/rfc2047#section-5"),
            Reference::new("RFC 3463 §3.7", "https://www.rfc-editor.org/rfc/rfc3463#section-3.7"),
            Reference::new("Google: Email sender guidelines", "https://support.google.com/mail/answer/81126"),
        ],
        checked: Some("2026-11-24"),
    }),
    patterns: patterns!("header_malformed"),
    examples: examples![
        Example::at(
            Stage::Message,
            "550-5.7.1 Our system has detected that this message is not RFC 5322 compliant:\n550 5.7.1 duplicate \
             headers. To reduce the amount of spam sent to Gmail, this message has been blocked.",
        ),
        Example::at(Stage::Message, "554 5.6.0 Mail message is malformed. Not accepted."),
        Example::at(Stage::Message, "550 Message headers fail syntax check"),
        Example::at(Stage::Message, "554 5.6.0 STOREDRV.Deliver; Corrupt message content"),
        Example::at(Stage::Message, "550 Message MIME complexity exceeds the policy maximum."),
    ],
};
