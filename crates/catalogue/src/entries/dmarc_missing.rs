//! `dmarc-missing`: the domain of the From address has no DMARC record.

use crate::entry::*;

/// The domain of the From address has no DMARC record.
pub static DMARC_MISSING: Entry = Entry {
    slug: "dmarc-missing",
    family: Family::BodyOrEnvelope,
    title: "The domain of the From address has no DMARC record",
    text: text!(Text {
        meaning: "A DMARC record tells receiving servers what to do with mail from your domain that passes neither SPF \
                  nor DKIM. Neither this domain nor the one above it has a record. Mail may arrive without one, but \
                  Gmail and Yahoo require it from senders of many messages. At Gmail, that means about 5,000 a day.",
        causes: &[
            Cause::new("Nobody has set up DMARC for the domain."),
            Cause::new(
                "The record was published at the domain itself. It must be at the name that begins with _dmarc.",
            ),
            Cause::new("The record does not begin with v=DMARC1, so servers ignore it."),
        ],
        steps: &[
            Step::by(Who::NetworkAdmin, "Look for the record.").command("nslookup -type=TXT _dmarc.example.com"),
            Step::by(
                Who::MailAdmin,
                "First make sure that each sending service is in the SPF record or signs with DKIM for the domain.",
            ),
            Step::by(
                Who::NetworkAdmin,
                "Publish a record that only asks for reports. It does not affect delivery. The reports go to the \
                 address in the record.",
            )
            .command("_dmarc.example.com. IN TXT \"v=DMARC1; p=none; rua=mailto:dmarc@example.com\""),
            Step::by(
                Who::MailAdmin,
                "Read the reports for some weeks. When all your own mail passes, change p=none to p=quarantine and \
                 later to p=reject.",
            ),
        ],
        escalate: "The people who run the domain's DNS have to publish the record. Give them the domain and the record \
                   above, with an address where somebody reads the reports.",
        references: &[
            Reference::new("RFC 9989", "https://www.rfc-editor.org/rfc/rfc9989"),
            Reference::new("Google: Email sender guidelines", "https://support.google.com/a/answer/81126"),
            Reference::new("Yahoo Sender Hub: Sender best practices", "https://senders.yahooinc.com/best-practices/"),
        ],
        checked: Some("2026-11-26"),
    }),
    ..Entry::DEFAULT
};
