//! `header-duplicated`: a header field that may occur once is there twice.

use crate::entry::*;

/// A header field that may occur once is there twice.
pub static HEADER_DUPLICATED: Entry = Entry {
    slug: "header-duplicated",
    family: Family::BodyOrEnvelope,
    title: "A header field that may occur once is there twice",
    text: text!(Text {
        meaning: "From, Reply-To, To, Cc, Date, Message-ID, Subject and the type of the content may each occur once \
                  in a message. With a second one, programs disagree on which of them counts; Gmail and others refuse \
                  such a message.",
        causes: &[
            Cause::new("The portal writes the field, and its mail library or a server on the way writes it once more."),
            Cause::new("The field is among the portal's additional headers or in a template, although the portal writes it \
             anyway."),
            Cause::new("Several recipients are written as several To fields instead of one list."),
        ],
        steps: &[
            Step::you("Take the field out of the portal's additional headers and templates, and test again."),
            Step::you(
                "Ask the portal's support to set the field once, in the mail library, instead of adding a line to the \
                 header.",
            ),
            Step::by(
                Who::MailAdmin,
                "If the portal sends the field once, look for a rule, filter or milter of the relay that adds it; in \
                 Postfix these settings name them.",
            )
            .command("postconf header_checks smtp_header_checks smtpd_milters non_smtpd_milters"),
        ],
        escalate: "Give the portal's support the name of the field and the message as it was sent (.eml); if the \
                   second one appears later, give your IT team the message as it arrived.",
        references: &[
            Reference::new("RFC 5322 §3.6", "https://www.rfc-editor.org/rfc/rfc5322#section-3.6"),
            Reference::new("Google: Email sender guidelines", "https://support.google.com/mail/answer/81126"),
        ],
        checked: Some("2026-11-24"),
    }),
    ..Entry::PLAIN
};
