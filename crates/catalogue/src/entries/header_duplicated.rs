//! `header-duplicated`: a header field that is allowed only once appears twice.

use crate::entry::*;

/// A header field that is allowed only once appears twice.
pub static HEADER_DUPLICATED: Entry = Entry {
    slug: "header-duplicated",
    family: Family::BodyOrEnvelope,
    title: "A header field that is allowed only once appears twice",
    text: text!(Text {
        meaning: "From, Reply-To, To, Cc, Date, Message-ID, Subject and the content type may each appear only once in \
                  a message. If one appears twice, programs disagree on which one counts. Gmail and others refuse such \
                  a message.",
        causes: &[
            Cause::new("The portal writes the field, and its mail library or a server on the way writes it again."),
            Cause::new(
                "The field is in the portal's additional headers or in a template, although the portal writes it \
                 anyway.",
            ),
            Cause::new("Several recipients are written as several To fields instead of one list."),
        ],
        steps: &[
            Step::you("Remove the field from the portal's additional headers and templates, and test again."),
            Step::you(
                "Ask the portal's support to set the field once, in the mail library, instead of adding a line to the \
                 header.",
            ),
            Step::by(
                Who::MailAdmin,
                "If the portal sends the field once, look for a rule, filter or milter on the relay that adds it. In \
                 Postfix, these settings name them.",
            )
            .command("postconf header_checks smtp_header_checks smtpd_milters non_smtpd_milters"),
        ],
        escalate: "Give the portal's support the name of the field and the message as it was sent (.eml). If the \
                   second field appears later, give your IT team the message as it arrived.",
        references: &[
            Reference::new("RFC 5322 §3.6", "https://www.rfc-editor.org/rfc/rfc5322#section-3.6"),
            Reference::new("Google: Email sender guidelines", "https://support.google.com/mail/answer/81126"),
        ],
        checked: Some("2026-11-24"),
    }),
    ..Entry::DEFAULT
};
