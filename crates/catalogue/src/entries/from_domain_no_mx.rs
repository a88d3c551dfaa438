//! `from-domain-no-mx`: the domain of the From address has no mail server.

use crate::entry::*;

/// The domain of the From address has no mail server.
pub static FROM_DOMAIN_NO_MX: Entry = Entry {
    slug: "from-domain-no-mx",
    family: Family::InvalidAddress,
    title: "The domain of the From address has no mail server",
    text: text!(Text {
        meaning: "The domain of the From address exists, but its DNS names no mail server (MX record), and the domain \
                  has no address that could be used instead. Nobody can deliver replies or bounces. Many receiving \
                  servers refuse a sender that cannot be answered.",
        causes: &[
            Cause::new("The From address is at a subdomain for which nobody set up mail."),
            Cause::new("The domain is new or was moved to other name servers, and its MX record was forgotten."),
            Cause::new("The domain is misspelt, and the wrong spelling happens to exist."),
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
                "Publish the MX record that your mail service shows for the domain. The name here is an example.",
            )
            .command("example.com. IN MX 10 mail.example.com."),
        ],
        escalate: "Give the From address to the people who run the domain's DNS, and ask where mail for this domain \
                   should go.",
        references: &[
            Reference::new("RFC 5321 §5.1", "https://www.rfc-editor.org/rfc/rfc5321#section-5.1"),
            Reference::new("RFC 5321 §6.1", "https://www.rfc-editor.org/rfc/rfc5321#section-6.1"),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
