//! `from-domain-no-mx`: nothing takes mail for the domain of the From address.

use crate::entry::*;

/// Nothing takes mail for the domain of the From address.
pub static FROM_DOMAIN_NO_MX: Entry = Entry {
    slug: "from-domain-no-mx",
    family: Family::InvalidAddress,
    title: "No server takes mail for the domain of the From address",
    text: text!(Text {
        meaning: "The domain of the From address exists, but the DNS names no mail server for it (MX record), and the \
                  domain has no address of its own that could be used instead. Answers and reports of failed delivery \
                  cannot be delivered. Many receiving servers refuse a sender that cannot be answered.",
        causes: &[
            Cause::new("The From address is at a subdomain for which nobody set up mail."),
            Cause::new("The domain is new, or was moved to other name servers, and its MX record was forgotten."),
            Cause::new("The domain is misspelled, and the wrong spelling exists by chance."),
        ],
        steps: &[
            Step::you(
                "Use a From address at the domain where your organisation receives its mail, and one that somebody \
                 reads.",
            ),
            Step::by(Who::NetworkAdmin, "Look up where mail for the domain goes.")
                .command("nslookup -type=MX example.com"),
            Step::by(
                Who::NetworkAdmin,
                "Publish the MX record that your mail service shows for the domain; the name here is an example.",
            )
            .command("example.com. IN MX 10 mail.example.com."),
        ],
        escalate: "Give whoever keeps the domain's DNS the From address, and ask where mail for this domain is to go.",
        references: &[
            Reference::new("RFC 5321 §5.1", "https://www.rfc-editor.org/rfc/rfc5321#section-5.1"),
            Reference::new("RFC 5321 §6.1", "https://www.rfc-editor.org/rfc/rfc5321#section-6.1"),
        ],
        checked: None,
    }),
    ..Entry::PLAIN
};
