//! `spf-lacks-server`: the SPF record of the From address's domain does not name the service that sends.

use crate::entry::*;

/// The SPF record of the From address's domain does not name the service that sends.
pub static SPF_LACKS_SERVER: Entry = Entry {
    slug: "spf-lacks-server",
    family: Family::BodyOrEnvelope,
    title: "The domain's SPF record does not name the service that sends",
    text: text!(Text {
        meaning: "The domain of the From address says in the DNS which servers may send for it (SPF). The mail service \
                  in these settings is not among them. It may take the message, but the servers of your recipients \
                  then see mail from a server that is not allowed, and refuse it or put it into spam.",
        causes: &[
            Cause::new("The portal sends through another service than the people of the organisation, and only theirs is named."),
            Cause::new("The mail service was changed, and the record still names the old one."),
            Cause::new("The From address is at a domain that belongs to somebody else."),
        ],
        steps: &[
            Step::you("Check that the From address is at a domain for which this mail service was set up."),
            Step::by(Who::NetworkAdmin, "Look at the record: it is the TXT record that begins with v=spf1.")
                .command("nslookup -type=TXT example.com"),
            Step::by(
                Who::NetworkAdmin,
                "Add what the instructions of the mail service say to that one record, before its last word, and keep \
                 the rest. Do not publish a second one. Here Microsoft 365 was added to a record for Google.",
            )
            .command("example.com. IN TXT \"v=spf1 include:_spf.google.com include:spf.protection.outlook.com -all\""),
            Step::by(
                Who::NetworkAdmin,
                "If the instructions ask for CNAME records or for a record at a subdomain instead, follow them: then \
                 the service uses that name for reports of failed delivery, and this record stays as it is.",
            ),
            Step::by(
                Who::MailAdmin,
                "Switch DKIM signing on for the domain at the service too: with DMARC, a message passes when either of \
                 the two fits.",
            ),
        ],
        escalate: "Whoever keeps the domain's DNS must act: hand over the domain, its present SPF record, the server \
                   of these settings and what the service's instructions say about SPF.",
        references: &[
            Reference::new("RFC 7208 §5.2", "https://www.rfc-editor.org/rfc/rfc7208#section-5.2"),
            Reference::new(
                "Microsoft Learn: Set up SPF to identify valid email sources",
                "https://learn.microsoft.com/defender-office-365/email-authentication-spf-configure",
            ),
        ],
        checked: Some("2026-11-26"),
    }),
    ..Entry::PLAIN
};
