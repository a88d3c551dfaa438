//! `header-malformed`: a header field or the structure of the message is malformed.

use crate::entry::*;

/// A header field or the structure of the message is malformed.
pub static HEADER_MALFORMED: Entry = Entry {
    slug: "header-malformed",
    family: Family::BodyOrEnvelope,
    title: "A header field or the structure of the message is malformed",
    text: text!(Text {
        meaning: "A message starts with a header, a list of fields such as From, Date and Subject. Its body may have \
                  several parts (MIME). Something in them breaks the rules of the mail format, and the server does not \
                  guess what was meant.",
        causes: &[
            Cause::new(
                "A field that is allowed only once appears twice, because the portal and its mail library both write \
                 it.",
            ),
            Cause::new("From contains several addresses, or something that is not an address."),
            Cause::new(
                "Date or Message-ID has the wrong form, for example a date with the month in another language.",
            ),
            Cause::new("A line break from a subject, name or address got into the header."),
            Cause::new("The parts of the body don't match the boundary, type or encoding given in the header."),
        ],
        steps: &[
            Step::you(
                "Send a test with a short plain subject and text and no attachment. Then add one thing at a time to \
                 find out which one the server refuses.",
            ),
            Step::you(
                "Remove line breaks and unusual characters from the subject, the display names and the addresses in \
                 the settings.",
            ),
            Step::by(
                Who::MailAdmin,
                "Find the refusal in the server's log, which names the field. In Postfix, these settings hold such \
                 checks.",
            )
            .command("postconf header_checks mime_header_checks"),
            Step::you("Ask the portal's support to build messages with a mail library instead of joining text."),
        ],
        escalate: "The way the message is built has to be corrected. Give the portal's support the server's reply and \
                   the message as it was sent, with its header (.eml).",
        references: &[
            Reference::new("RFC 5322 §3.6", "https://www.rfc-editor.org/rfc/rfc5322#section-3.6"),
            Reference::new("RFC 2046 §5.1.1", "https://www.rfc-editor.org/rfc/rfc2046#section-5.1.1"),
            Reference::new("RFC 2047 §5", "https://www.rfc-editor.org/rfc/rfc2047#section-5"),
            Reference::new("RFC 3463 §3.7", "https://www.rfc-editor.org/rfc/rfc3463#section-3.7"),
            Reference::new("Google: Email sender guidelines", "https://support.google.com/mail/answer/81126"),
        ],
        checked: Some("2026-11-24"),
    }),
    ..Entry::DEFAULT
};
