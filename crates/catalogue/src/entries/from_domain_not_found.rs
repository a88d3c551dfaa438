//! `from-domain-not-found`: the domain of the From address does not exist.

use crate::entry::*;

/// The domain of the From address does not exist.
pub static FROM_DOMAIN_NOT_FOUND: Entry = Entry {
    slug: "from-domain-not-found",
    family: Family::InvalidAddress,
    title: "The domain of the From address does not exist",
    text: text!(Text {
        meaning: "The part after the @ of the From address was looked up in the domain name system (DNS), and there is \
                  no such domain. Many mail servers refuse a sender whose domain does not exist. Nobody can answer \
                  such mail, and reports of failed delivery are lost.",
        causes: &[
            Cause::new("The domain is misspelled, for example a letter too many or .con instead of .com."),
            Cause::new("The domain exists only inside the company network, such as one that ends in .local."),
            Cause::new("The domain was never registered, has expired, or its name servers were taken away."),
            Cause::new("The From address is still an example from the portal's first set-up."),
        ],
        steps: &[
            Step::you("Check the part after the @ letter by letter."),
            Step::you("Use a From address at a domain that your organisation owns and that receives mail."),
            Step::by(Who::NetworkAdmin, "Look the domain up from outside the company network.")
                .command("nslookup -type=NS example.com 1.1.1.1"),
            Step::by(
                Who::NetworkAdmin,
                "If the domain is yours and is not found, check at the registrar that it is paid and that its name \
                 servers are right.",
            ),
        ],
        escalate: "If the domain is spelled right, give whoever keeps your domains the From address and the result of \
                   the look-up.",
        references: &[
            Reference::new("RFC 5321 §2.3.5", "https://www.rfc-editor.org/rfc/rfc5321#section-2.3.5"),
            Reference::new("RFC 8020 §2", "https://www.rfc-editor.org/rfc/rfc8020#section-2"),
        ],
        checked: None,
    }),
    ..Entry::PLAIN
};
