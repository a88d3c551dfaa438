//! `recipient-domain-not-found`: the domain of the recipient's address does not accept mail.

use crate::entry::*;

/// The domain of the recipient's address does not accept mail.
pub static RECIPIENT_DOMAIN_NOT_FOUND: Entry = Entry {
    slug: "recipient-domain-not-found",
    family: Family::InvalidAddress,
    title: "The domain of the recipient's address does not accept mail",
    field: Some(Field::To),
    text: text!(Text {
        meaning: "The domain after the @ of the recipient's address cannot receive mail. It does not exist, has no \
                  mail server, or declares that it accepts no mail.",
        causes: &[
            Cause::new("The domain is misspelt: it has a letter too many, or .con instead of .com, for example."),
            Cause::new("The domain has expired or was renamed."),
            Cause::new("The mail server could not query the DNS at that moment."),
        ],
        steps: &[
            Step::you("Check the part after the @ and correct it where the address is stored in the portal."),
            Step::you("If it is right, test again after some minutes, in case the DNS did not answer."),
            Step::by(
                Who::NetworkAdmin,
                "Look up where mail for the domain goes. Without an MX record, mail goes to the address of the domain \
                 itself. A single dot as the MX means that the domain accepts no mail.",
            )
            .command("nslookup -type=mx example.com"),
            Step::by(Who::MailAdmin, "Check that the mail server can resolve names of other domains."),
        ],
        escalate: "If the domain exists and has a mail server, send your IT team the address, the server's reply and \
                   the result of the DNS lookup.",
        references: &[
            Reference::new("RFC 5321 §5.1", "https://www.rfc-editor.org/rfc/rfc5321#section-5.1"),
            Reference::new("RFC 7505 §3", "https://www.rfc-editor.org/rfc/rfc7505#section-3"),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
