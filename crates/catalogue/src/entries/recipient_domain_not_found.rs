//! `recipient-domain-not-found`: the domain of the recipient's address takes no mail.

use crate::entry::*;

/// The domain of the recipient's address takes no mail.
pub static RECIPIENT_DOMAIN_NOT_FOUND: Entry = Entry {
    slug: "recipient-domain-not-found",
    family: Family::InvalidAddress,
    title: "The domain of the recipient's address takes no mail",
    field: Some(Field::To),
    text: text!(Text {
        meaning: "The part after the @ of the recipient's address is not known as a place for mail: the domain does \
                  not exist, has no mail server, or declares that it takes no mail.",
        causes: &[
            Cause::new("The domain is misspelled, for example a letter too many or .con instead of .com."),
            Cause::new("The domain has expired or was renamed."),
            Cause::new("The mail server could not ask the DNS at that moment."),
        ],
        steps: &[
            Step::you("Check the part after the @ and correct it where the address is stored in the portal."),
            Step::you("If it is right, test again after some minutes, in case the DNS did not answer."),
            Step::by(
                Who::NetworkAdmin,
                "Look up where mail for the domain goes. Without an MX record, mail goes to the address of the \
                 domain itself; a single dot as the MX means that the domain takes no mail.",
            )
            .command("nslookup -type=mx example.com"),
            Step::by(Who::MailAdmin, "Check that the mail server can resolve names of other domains."),
        ],
        escalate: "If the domain exists and has a mail server, hand over the address, the server's line and the result \
                   of the DNS look-up.",
        references: &[
            Reference::new("RFC 5321 §5.1", "https://www.rfc-editor.org/rfc/rfc5321#section-5.1"),
            Reference::new("RFC 7505 §3", "https://www.rfc-editor.org/rfc/rfc7505#section-3"),
        ],
        checked: None,
    }),
    ..Entry::PLAIN
};
