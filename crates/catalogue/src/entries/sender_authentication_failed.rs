//! `sender-authentication-failed`: the message failed the checks of the sender's domain (SPF, DKIM, DMARC).

use crate::entry::*;

/// The message failed the checks of the sender's domain (SPF, DKIM, DMARC).
pub static SENDER_AUTHENTICATION_FAILED: Entry = Entry {
    slug: "sender-authentication-failed",
    family: Family::BodyOrEnvelope,
    title: "The message failed sender authentication (SPF, DKIM, DMARC)",
    field: Some(Field::From),
    text: text!(Text {
        meaning: "A domain's DNS says which servers may send for it (SPF). Servers sign mail with the domain's key \
                  (DKIM), and a policy says what to do when neither matches (DMARC). The receiving server checked the \
                  From address's domain, and the message did not pass.",
        causes: &[
            Cause::new("The SPF record of the From address's domain does not name the server that sent the message."),
            Cause::new("DKIM signing is not set up for the domain at the sending service."),
            Cause::new("The From address is at a domain that isn't yours, for example gmail.com or yahoo.com."),
            Cause::new(
                "The message went directly to the recipient's server instead of through the domain's own mail \
                 service.",
            ),
        ],
        steps: &[
            Step::you("Use a From address at the domain of the mail service that sends."),
            Step::by(
                Who::NetworkAdmin,
                "Add the sending service to the domain's SPF record and keep the rest of it. A domain may have only \
                 one SPF record; a second makes SPF fail. For a domain that sends only through Microsoft 365, this is \
                 the whole record.",
            )
            .command("example.com. IN TXT \"v=spf1 include:spf.protection.outlook.com -all\""),
            Step::by(
                Who::MailAdmin,
                "Turn on DKIM signing for the domain at the sending service and publish the records that it shows. At \
                 Google Workspace, use this page.",
            )
            .command("Google Admin console > Apps > Google Workspace > Gmail > Authenticate email"),
            Step::by(
                Who::Microsoft365Admin,
                "In Microsoft 365, read the two DKIM records and have them published as CNAME records.",
            )
            .at(MICROSOFT_365)
            .command("Get-DkimSigningConfig -Identity example.com | Format-List Selector1CNAME,Selector2CNAME"),
            Step::by(
                Who::Microsoft365Admin,
                "Turn on DKIM signing once the records can be looked up.",
            )
            .at(MICROSOFT_365)
            .command("Set-DkimSigningConfig -Identity example.com -Enabled $true"),
            Step::by(
                Who::NetworkAdmin,
                "Publish a DMARC record only if the domain has none yet, at first one that only reports. Never weaken \
                 an existing one.",
            )
                .command("_dmarc.example.com. IN TXT \"v=DMARC1; p=none; rua=mailto:dmarc@example.com\""),
        ],
        escalate: "The people who run the domain's DNS have to act. Give them the From address, the address of the \
                   sending server and the server's reply, which names the failed check.",
        references: &[
            Reference::new("RFC 7208", "https://www.rfc-editor.org/rfc/rfc7208"),
            Reference::new("RFC 6376", "https://www.rfc-editor.org/rfc/rfc6376"),
            Reference::new("RFC 9989", "https://www.rfc-editor.org/rfc/rfc9989"),
            Reference::new("RFC 7372", "https://www.rfc-editor.org/rfc/rfc7372"),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
