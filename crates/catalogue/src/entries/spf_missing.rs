//! `spf-missing`: the domain of the From address has no SPF record.

use crate::entry::*;

/// The domain of the From address has no SPF record.
pub static SPF_MISSING: Entry = Entry {
    slug: "spf-missing",
    family: Family::BodyOrEnvelope,
    title: "The domain of the From address has no SPF record",
    text: text!(Text {
        meaning: "An SPF record is a line in the DNS that says which servers may send for a domain. This domain has \
                  none, so receiving servers cannot tell your mail from forged mail. They refuse it more often or put \
                  it in spam. Gmail requires SPF or DKIM from all senders.",
        causes: &[
            Cause::new("Nobody has set up SPF for the domain."),
            Cause::new("The From address is at a subdomain. Each subdomain needs its own SPF record."),
            Cause::new(
                "The record was published under another name, for example www, or was lost when the DNS was moved.",
            ),
            Cause::new(
                "It was published with the old record type SPF, which nobody reads any more. It must be of type TXT.",
            ),
        ],
        steps: &[
            Step::by(Who::NetworkAdmin, "Look at the domain's TXT records. None begins with v=spf1.")
                .command("nslookup -type=TXT example.com"),
            Step::by(
                Who::MailAdmin,
                "List all services that send for the domain: the mail service, the portal, newsletters, invoices. The \
                 instructions of each say what to put in the record.",
            ),
            Step::by(
                Who::NetworkAdmin,
                "Publish one TXT record that names all of them. For a domain that sends only through Microsoft 365, \
                 this is the record.",
            )
            .command("example.com. IN TXT \"v=spf1 include:spf.protection.outlook.com -all\""),
            Step::by(
                Who::NetworkAdmin,
                "If you aren't sure that the list is complete, end the record with ~all instead of -all. Mail from \
                 other servers is then marked, not refused.",
            ),
        ],
        escalate: "The people who run the domain's DNS have to publish the record. Give them the domain of the From \
                   address and the name of the sending service.",
        references: &[
            Reference::new("RFC 7208 §3", "https://www.rfc-editor.org/rfc/rfc7208#section-3"),
            Reference::new(
                "Microsoft Learn: Set up SPF to identify valid email sources",
                "https://learn.microsoft.com/defender-office-365/email-authentication-spf-configure",
            ),
            Reference::new("Google: Email sender guidelines", "https://support.google.com/a/answer/81126"),
        ],
        checked: Some("2026-11-26"),
    }),
    ..Entry::DEFAULT
};
