//! `sender-domain-unverified`: the sending service has not verified this From address or domain.

use crate::catalogue::entry::*;
use crate::probe::Stage;

/// The sending service has not verified this From address or domain.
pub static SENDER_DOMAIN_UNVERIFIED: Entry = Entry {
    slug: "sender-domain-unverified",
    family: Family::InvalidAddress,
    text: pack!(Draft {
        title: "The sending service has not verified this From address or domain",
        meaning: "Sending services such as Amazon SES or SendGrid send only for addresses and domains that the \
                  customer has proved to own. The From address in the portal is not among those verified for this \
                  account.",
        causes: &[
            "The domain of the From address was never verified with the service.",
            "Only one address was verified, and the portal uses another one of the domain.",
            "At Amazon SES, the identity was verified in another region, or the account is still in the sandbox, where \
             recipients must be verified as well.",
        ],
        steps: &[
            Step::you("Use a From address that the service lists as verified."),
            Step::by(
                Who::MailAdmin,
                "At Amazon SES, verify the domain in the region of the server address and publish the DNS records \
                 shown.",
            )
            .command("aws sesv2 create-email-identity --email-identity example.com --region eu-west-1"),
            Step::by(Who::MailAdmin, "At SendGrid, authenticate the domain or verify the single sender.")
                .command("Settings > Sender Authentication"),
            Step::by(Who::Microsoft365Admin, "In Microsoft 365, add the domain of the From address to the tenant.")
                .command("Microsoft 365 admin center > Settings > Domains"),
        ],
        escalate: "Whoever runs the account of the sending service must verify the domain; hand over the From address, \
                   the server address (it names the region) and the server's line.",
        references: &[
            Reference::new(
                "Amazon SES: Verified identities",
                "https://docs.aws.amazon.com/ses/latest/dg/verify-addresses-and-domains.html",
            ),
            Reference::new(
                "SendGrid: SMTP errors and troubleshooting",
                "https://sendgrid.com/docs/for-developers/sending-email/smtp-errors-and-troubleshooting/",
            ),
        ],
        checked: None,
    }),
    patterns: patterns!("sender_domain_unverified"),
    examples: examples![
        Example::of(
            "amazon-ses",
            Stage::Message,
            "554 Message rejected: Email address is not verified. The following identities failed the check in region \
             US-EAST-1: portal@example.com",
        ),
        Example::of(
            "sendgrid",
            Stage::Message,
            "550 The from address does not match a verified Sender Identity. Mail cannot be sent until this error is \
             resolved.",
        ),
        Example::of("sendgrid", Stage::MailFrom, "403 You are not authorized to send from that email address"),
        Example::at(Stage::Message, "450 The example.com domain is not verified"),
        Example::at(Stage::Message, "553 From: address not verified; see https://help.yahoo.com"),
        Example::at(Stage::Message, "422 The 'From' address you supplied is not a Sender Signature on your account."),
        Example::at(Stage::MailFrom, "550 5.7.1 Sender not verified"),
        Example::at(Stage::MailFrom, "554 5.7.1 Sending domain not verified"),
        Example::at(
            Stage::Message,
            "550 5.7.750 Service unavailable. Client blocked from sending from unregistered domains",
        ),
    ],
};
