//! `from-domain-not-found`: the domain of the From address does not exist.

use crate::entry::*;

/// The domain of the From address does not exist.
pub static FROM_DOMAIN_NOT_FOUND: Entry = Entry {
    slug: "from-domain-not-found",
    family: Family::InvalidAddress,
    title: "The domain of the From address does not exist",
    text: text!(Text {
        meaning: "The part after the @ of the From address was looked up in the domain name system (DNS). There is no \
                  such domain. Many mail servers refuse such a sender. Nobody can reply to its mail, and bounces are \
                  lost.",
        causes: &[
            Cause::new("The domain is misspelt: it has a letter too many, or .con instead of .com, for example."),
            Cause::new("The domain exists only inside the company network, such as one that ends in .local."),
            Cause::new("The domain was never registered, has expired or has lost its name servers."),
            Cause::new("The From address is still an example from the portal's first set-up."),
        ],
        steps: &[
            Step::you("Check the part after the @ letter by letter."),
            Step::you("Use a From address at a domain that your organisation owns and that receives mail."),
            Step::by(Who::NetworkAdmin, "Look up the domain from outside the company network.")
                .command("nslookup -type=NS example.com 1.1.1.1"),
            Step::by(
                Who::NetworkAdmin,
                "If the domain is yours and is not found, check with the registrar that it is paid for and that its \
                 name servers are right.",
            ),
        ],
        escalate: "If the domain is spelt right, give the From address and the result of the lookup to the people who \
                   manage your domains.",
        references: &[
            Reference::new("RFC 5321 §2.3.5", "https://www.rfc-editor.org/rfc/rfc5321#section-2.3.5"),
            Reference::new("RFC 8020 §2", "https://www.rfc-editor.org/rfc/rfc8020#section-2"),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
