//! `header-missing`: a header field that every message needs is missing.

use crate::entry::*;

/// A header field that every message needs is missing.
pub static HEADER_MISSING: Entry = Entry {
    slug: "header-missing",
    family: Family::BodyOrEnvelope,
    title: "A header field that every message needs is missing",
    text: text!(Text {
        meaning: "The header of every message must say who it is from (From) and when it was written (Date). It should \
                  also have a unique ID (Message-ID). Gmail and others refuse a message if one of them is missing or \
                  empty. Elsewhere that counts as a sign of spam.",
        causes: &[
            Cause::new("The sending program writes no Date or Message-ID and relies on a server to add them."),
            Cause::new("The From field is empty, or contains a name without an address."),
            Cause::new("All recipients are in Bcc, and the server also requires a To or Cc field."),
            Cause::new("The field is misspelt, or a blank line before it ends the header too early."),
        ],
        steps: &[
            Step::you(
                "Check From in the general e-mail settings and in the module that sends. It needs an address, not only \
                 a name.",
            ),
            Step::you(
                "Send through a mail service with a sign-in, on port 587 or 465. Such a server may add a missing Date \
                 and Message-ID.",
            ),
            Step::you(
                "Ask the portal's support to write the missing field into every message. A Message-ID looks like \
                 this.",
            )
            .command("Message-ID: <20261124.100000.1@example.com>"),
            Step::by(
                Who::MailAdmin,
                "Let the relay add what is missing, for remote clients too. In Postfix, this is the setting.",
            )
            .command("always_add_missing_headers = yes"),
        ],
        escalate: "If the portal cannot be corrected, give your IT team the server's reply, which names the field, and \
                   ask for a relay that adds it.",
        references: &[
            Reference::new("RFC 5322 §3.6", "https://www.rfc-editor.org/rfc/rfc5322#section-3.6"),
            Reference::new("RFC 5322 §3.6.4", "https://www.rfc-editor.org/rfc/rfc5322#section-3.6.4"),
            Reference::new("RFC 6409 §8", "https://www.rfc-editor.org/rfc/rfc6409#section-8"),
            Reference::new("Google: Email sender guidelines", "https://support.google.com/mail/answer/81126"),
        ],
        checked: Some("2026-11-24"),
    }),
    ..Entry::DEFAULT
};
