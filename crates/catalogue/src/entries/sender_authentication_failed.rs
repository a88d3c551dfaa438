//! `sender-authentication-failed`: the sender's domain does not vouch for this server (SPF, DKIM, DMARC).

use crate::entry::*;

/// The sender's domain does not vouch for this server (SPF, DKIM, DMARC).
pub static SENDER_AUTHENTICATION_FAILED: Entry = Entry {
    slug: "sender-authentication-failed",
    family: Family::BodyOrEnvelope,
    title: "The sender's domain does not vouch for this server (SPF, DKIM, DMARC)",
    field: Some(Field::From),
    text: text!(Text {
        meaning: "A domain says in the DNS which servers may send for it (SPF), servers sign mail with its key (DKIM), \
                  and a policy says what to do when neither fits (DMARC). The receiving server checked the From \
                  address's domain, and the message did not pass.",
        causes: &[
            Cause::new("The SPF record of the From address's domain does not name the server that sent the message."),
            Cause::new("DKIM signing is not set up for the domain at the sending service."),
            Cause::new("The From address is at a domain that does not belong to you, for example gmail.com or yahoo.com."),
            Cause::new("The message went directly to the recipient's server instead of through the domain's own mail service."),
        ],
        steps: &[
            Step::you("Use a From address at the domain of the mail service that sends."),
            Step::by(
                Who::NetworkAdmin,
                "Add the sending service to the domain's SPF record and keep what is there: a domain may have only \
                 one, and a second makes SPF fail. For a domain that sends through Microsoft 365 only, the whole \
                 record is this.",
            )
            .command("example.com. IN TXT \"v=spf1 include:spf.protection.outlook.com -all\""),
            Step::by(
                Who::MailAdmin,
                "Switch DKIM signing on for the domain at the sending service and publish the records that it shows; \
                 at Google Workspace it is this page.",
            )
            .command("Google Admin console > Apps > Google Workspace > Gmail > Authenticate email"),
            Step::by(
                Who::Microsoft365Admin,
                "In Microsoft 365, read the two DKIM records and have them published as CNAME records.",
            ).at(MICROSOFT_365)
            .command("Get-DkimSigningConfig -Identity example.com | Format-List Selector1CNAME,Selector2CNAME"),
            Step::by(Who::Microsoft365Admin, "Switch DKIM signing on when the records can be looked up.").at(MICROSOFT_365)
                .command("Set-DkimSigningConfig -Identity example.com -Enabled $true"),
            Step::by(Who::NetworkAdmin, "Only if the domain has no DMARC record yet, publish one, at first one that \
                                         only reports; never weaken one that is there.")
                .command("_dmarc.example.com. IN TXT \"v=DMARC1; p=none; rua=mailto:dmarc@example.com\""),
        ],
        escalate: "Whoever keeps the domain's DNS must act: hand over the From address, the address of the sending \
                   server and the server's line, which names the check that failed.",
        references: &[
            Reference::new("RFC 7208", "https://www.rfc-editor.org/rfc/rfc7208"),
            Reference::new("RFC 6376", "https://www.rfc-editor.org/rfc/rfc6376"),
            Reference::new("RFC 9989", "https://www.rfc-editor.org/rfc/rfc9989"),
            Reference::new("RFC 7372", "https://www.rfc-editor.org/rfc/rfc7372"),
        ],
        checked: None,
    }),
    ..Entry::PLAIN
};
