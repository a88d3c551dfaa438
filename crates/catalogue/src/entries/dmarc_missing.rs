//! `dmarc-missing`: the domain of the From address has no DMARC record.

use crate::entry::*;

/// The domain of the From address has no DMARC record.
pub static DMARC_MISSING: Entry = Entry {
    slug: "dmarc-missing",
    family: Family::BodyOrEnvelope,
    title: "The domain of the From address has no DMARC record",
    text: text!(Text {
        meaning: "A DMARC record says what receiving servers are to do with mail that names your domain but passes \
                  neither SPF nor DKIM for it. There is none for this domain or the domain above it. Mail may arrive \
                  without it, but Gmail and Yahoo demand one from senders of many messages; at Gmail these are about \
                  5,000 a day.",
        causes: &[
            Cause::new("Nobody has set up DMARC for the domain."),
            Cause::new("The record was published at the domain itself; it belongs to the name that begins with _dmarc."),
            Cause::new("The record does not begin with v=DMARC1, so it is not taken for one."),
        ],
        steps: &[
            Step::by(Who::NetworkAdmin, "Look for the record.").command("nslookup -type=TXT _dmarc.example.com"),
            Step::by(
                Who::MailAdmin,
                "See to it first that each service that sends is in the SPF record or signs with DKIM for the domain.",
            ),
            Step::by(
                Who::NetworkAdmin,
                "Publish a record that only asks for reports; it changes nothing about delivery. The reports go to the \
                 address in it.",
            )
            .command("_dmarc.example.com. IN TXT \"v=DMARC1; p=none; rua=mailto:dmarc@example.com\""),
            Step::by(
                Who::MailAdmin,
                "Read the reports for some weeks. When all of your own mail passes, change p=none to p=quarantine and \
                 later to p=reject.",
            ),
        ],
        escalate: "Whoever keeps the domain's DNS must act: hand over the domain and the record above, with an address \
                   at which somebody reads the reports.",
        references: &[
            Reference::new("RFC 9989", "https://www.rfc-editor.org/rfc/rfc9989"),
            Reference::new("Google: Email sender guidelines", "https://support.google.com/a/answer/81126"),
            Reference::new("Yahoo Sender Hub: Sender best practices", "https://senders.yahooinc.com/best-practices/"),
        ],
        checked: Some("2026-11-26"),
    }),
    ..Entry::PLAIN
};
