//! `spf-lacks-server`: the SPF record of the From address's domain does not name the sending service.

use crate::entry::*;

/// The SPF record of the From address's domain does not name the sending service.
pub static SPF_LACKS_SERVER: Entry = Entry {
    slug: "spf-lacks-server",
    family: Family::BodyOrEnvelope,
    title: "The domain's SPF record does not name the service that sends",
    text: text!(Text {
        meaning: "The DNS of the From address's domain says which servers may send for it (SPF). The mail service in \
                  these settings is not one of them. It may accept the message, but your recipients' servers then see \
                  mail from a server that is not allowed. They refuse it or put it in spam.",
        causes: &[
            Cause::new(
                "The portal sends through a different service from the organisation's people, and the record names \
                 only theirs.",
            ),
            Cause::new("The mail service was changed, and the record still names the old one."),
            Cause::new("The From address is at a domain that belongs to somebody else."),
        ],
        steps: &[
            Step::you("Check that the From address is at a domain for which this mail service was set up."),
            Step::by(Who::NetworkAdmin, "Look at the record. It is the TXT record that begins with v=spf1.")
                .command("nslookup -type=TXT example.com"),
            Step::by(
                Who::NetworkAdmin,
                "Add what the mail service's instructions say to that one record, before its last term, and keep the \
                 rest. Do not publish a second one. This example adds Microsoft 365 to a record for Google.",
            )
            .command("example.com. IN TXT \"v=spf1 include:_spf.google.com include:spf.protection.outlook.com -all\""),
            Step::by(
                Who::NetworkAdmin,
                "If the instructions ask for CNAME records or for a record at a subdomain instead, follow them. The \
                 service then uses that name for bounces, and this record stays as it is.",
            ),
            Step::by(
                Who::MailAdmin,
                "Also turn on DKIM signing for the domain at the service. With DMARC, a message passes when either of \
                 the two matches.",
            ),
        ],
        escalate: "The people who run the domain's DNS have to act. Give them the domain, its current SPF record, the \
                   server in these settings and what the service's instructions say about SPF.",
        references: &[
            Reference::new("RFC 7208 §5.2", "https://www.rfc-editor.org/rfc/rfc7208#section-5.2"),
            Reference::new(
                "Microsoft Learn: Set up SPF to identify valid email sources",
                "https://learn.microsoft.com/defender-office-365/email-authentication-spf-configure",
            ),
        ],
        checked: Some("2026-11-26"),
    }),
    ..Entry::DEFAULT
};
