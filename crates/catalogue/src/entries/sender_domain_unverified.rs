//! `sender-domain-unverified`: the sending service has not verified this From address or domain.

use crate::entry::*;

/// The sending service has not verified this From address or domain.
pub static SENDER_DOMAIN_UNVERIFIED: Entry = Entry {
    slug: "sender-domain-unverified",
    family: Family::InvalidAddress,
    title: "The sending service has not verified this From address or domain",
    field: Some(Field::From),
    text: text!(Text {
        meaning: "Sending services such as Amazon SES or SendGrid send only for addresses and domains that you have \
                  proved to own. The portal's From address is not verified for this account.",
        causes: &[
            Cause::new("The domain of the From address was never verified with the service."),
            Cause::new("Only one address was verified, and the portal uses another one of the domain."),
            Cause::new(
                "At Amazon SES, the identity was verified in another region. Or the account is still in the sandbox, \
                 where recipients must be verified too.",
            ).at(AMAZON_SES),
        ],
        steps: &[
            Step::you("Use a From address that the service lists as verified."),
            Step::by(
                Who::MailAdmin,
                "At Amazon SES, verify the domain in the region of the server address and publish the DNS records \
                 shown.",
            )
            .at(AMAZON_SES)
            .command("aws sesv2 create-email-identity --email-identity example.com --region eu-west-1"),
            Step::by(
                Who::MailAdmin,
                "At SendGrid, authenticate the domain or verify the single sender.",
            )
            .at(SENDGRID)
            .command("Settings > Sender Authentication"),
            Step::by(
                Who::Microsoft365Admin,
                "In Microsoft 365, add the domain of the From address to the tenant.",
            )
            .at(MICROSOFT_365)
            .command("Microsoft 365 admin center > Settings > Domains"),
        ],
        escalate: "The people who run the account at the sending service have to verify the domain. Give them the From \
                   address, the server address (it names the region) and the server's reply.",
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
    ..Entry::DEFAULT
};
