//! `sender-authentication-failed`: the sender's domain does not vouch for this server (SPF, DKIM, DMARC).

use crate::catalogue::entry::*;
use crate::probe::Stage;

/// The sender's domain does not vouch for this server (SPF, DKIM, DMARC).
pub static SENDER_AUTHENTICATION_FAILED: Entry = Entry {
    slug: "sender-authentication-failed",
    family: Family::BodyOrEnvelope,
    text: pack!(Draft {
        title: "The sender's domain does not vouch for this server (SPF, DKIM, DMARC)",
        meaning: "A domain says in the DNS which servers may send for it (SPF), servers sign mail with its key (DKIM), \
                  and a policy says what to do when neither fits (DMARC). The receiving server checked the From \
                  address's domain, and the message did not pass.",
        causes: &[
            "The SPF record of the From address's domain does not name the server that sent the message.",
            "DKIM signing is not set up for the domain at the sending service.",
            "The From address is at a domain that does not belong to you, for example gmail.com or yahoo.com.",
            "The message went directly to the recipient's server instead of through the domain's own mail service.",
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
            )
            .command("Get-DkimSigningConfig -Identity example.com | Format-List Selector1CNAME,Selector2CNAME"),
            Step::by(Who::Microsoft365Admin, "Switch DKIM signing on when the records can be looked up.")
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
    patterns: patterns!("sender_authentication_failed"),
    examples: examples![
        Example::at(
            Stage::Message,
            "550-5.7.26 Unauthenticated email from example.com is not accepted due to\n550-5.7.26 domain's DMARC \
             policy. Please contact the administrator of\n550 5.7.26 example.com domain if this was a legitimate mail. \
             - gsmtp",
        ),
        Example::at(
            Stage::Message,
            "550-5.7.26 Your email has been blocked because the sender is unauthenticated.\n550 5.7.26 Gmail requires \
             all senders to authenticate with either SPF or DKIM. - gsmtp",
        ),
        Example::of(
            "gmail",
            Stage::Message,
            "550-5.7.30 Your email has been blocked because the authentication check\n550 5.7.30 did not pass for this \
             message. - gsmtp",
        ),
        Example::of(
            "gmail",
            Stage::Message,
            "421-4.7.30 Your email has been rate limited because DKIM authentication didn't\n421 4.7.30 pass for this \
             message. - gsmtp",
        ),
        Example::of(
            "gmail",
            Stage::Message,
            "421-4.7.27 Your email has been rate limited because SPF authentication didn't\n421 4.7.27 pass for this \
             message. - gsmtp",
        ),
        Example::of(
            "gmail",
            Stage::Message,
            "421-4.7.32 Your email has been rate limited because the From: header (RFC5322) in\n421 4.7.32 this \
             message isn't aligned with the authenticated domain. - gsmtp",
        ),
        Example::at(
            Stage::Message,
            "550 5.7.509 Access denied, sending domain example.com does not pass DMARC verification and has a DMARC \
             policy of reject.",
        ),
        Example::at(
            Stage::RcptTo,
            "550 5.7.23 <a@example.com>: Recipient address rejected: Message rejected due to: SPF fail - not \
             authorized. Please see http://www.openspf.net/Why",
        ),
        Example::at(Stage::RcptTo, "550 5.7.1 <a@example.com>: Sender address rejected: rejected by SPF"),
        Example::at(Stage::RcptTo, "550 5.7.1 <a@example.com>: Sender address rejected: DMARC"),
        Example::at(
            Stage::Message,
            "550 5.7.26 This message fails to pass SPF checks for an SPF record with a hard fail policy (-all).",
        ),
        Example::at(Stage::Message, "550 5.7.20 No passing DKIM signatures found."),
        Example::at(Stage::MailFrom, "550 5.7.23 SPF validation failed"),
        Example::at(Stage::MailFrom, "550 5.7.23 No SPF policy"),
        Example::at(Stage::MailFrom, "517 Sender Policy Framework error"),
        Example::at(Stage::Message, "550 5.7.26 This mail is unauthenticated, which poses a security risk"),
        Example::at(Stage::Message, "550 5.7.26 This message is unauthenticated"),
        Example::at(Stage::Message, "550 DKIM check failed"),
        Example::at(Stage::Message, "550 5.7.20 DKIM verification failed"),
        Example::at(Stage::Message, "550 5.7.20 DKIM signature is missing"),
        Example::at(Stage::Message, "550 5.7.1 rejected, dkim fail"),
        Example::at(Stage::Message, "550 5.7.29 ARC validation failed."),
        Example::at(
            Stage::MailFrom,
            "554 Connection refused(mx). MAIL FROM [a@example.com] mismatches client IP [192.0.2.10].",
        ),
    ],
};
