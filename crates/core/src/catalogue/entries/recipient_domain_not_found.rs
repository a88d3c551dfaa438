//! `recipient-domain-not-found`: the domain of the recipient's address takes no mail.

use crate::catalogue::entry::*;
use crate::probe::Stage;

/// The domain of the recipient's address takes no mail.
pub static RECIPIENT_DOMAIN_NOT_FOUND: Entry = Entry {
    slug: "recipient-domain-not-found",
    family: Family::InvalidAddress,
    text: pack!(Draft {
        title: "The domain of the recipient's address takes no mail",
        meaning: "The part after the @ of the recipient's address is not known as a place for mail: the domain does \
                  not exist, has no mail server, or declares that it takes no mail.",
        causes: &[
            "The domain is misspelled, for example a letter too many or .con instead of .com.",
            "The domain has expired or was renamed.",
            "The mail server could not ask the DNS at that moment.",
        ],
        steps: &[
            Step::you("Check the part after the @ and correct it where the address is stored in the portal."),
            Step::you("If it is right, test again after some minutes, in case the DNS did not answer."),
            Step::by(
                Who::NetworkAdmin,
                "Look up where mail for the domain goes. Without an MX record, mail goes to the address of the \
                 domain itself; a single dot as the MX means that the domain takes no mail.",
            )
            .command("nslookup -type=mx example.com"),
            Step::by(Who::MailAdmin, "Check that the mail server can resolve names of other domains."),
        ],
        escalate: "If the domain exists and has a mail server, hand over the address, the server's line and the result \
                   of the DNS look-up.",
        references: &[
            Reference::new("RFC 5321 §5.1", "https://www.rfc-editor.org/rfc/rfc5321#section-5.1"),
            Reference::new("RFC 7505 §3", "https://www.rfc-editor.org/rfc/rfc7505#section-3"),
        ],
        checked: None,
    }),
    patterns: patterns!("recipient_domain_not_found"),
    examples: examples![
        Example::at(Stage::RcptTo, "450 4.1.2 <a@nosuchdomain.example>: Recipient address rejected: Domain not found"),
        Example::at(
            Stage::RcptTo,
            "553-5.1.2 We weren't able to find the recipient domain. Please check for any\n553-5.1.2 spelling errors, \
             and make sure you didn't enter any spaces, periods,\n553 5.1.2 or other punctuation after the recipient's \
             email address. - gsmtp",
        ),
        Example::at(Stage::Message, "550 5.4.4 SMTPSEND.DNS.NonExistentDomain; nonexistent domain"),
        Example::at(Stage::RcptTo, "550 No such domain at this location"),
        Example::at(
            Stage::Message,
            "550 5.4.4 Host or domain name not found. Name service error for name=example.invalid type=A: Host not \
             found",
        ),
        Example::at(Stage::RcptTo, "550 DNS error when resolving MX server for example.invalid: Domain name not found"),
        Example::at(Stage::Message, "550 Sorry, I couldn't find any host named mail.example.con. (#5.1.2)"),
        Example::at(Stage::RcptTo, "550 No MX found for domain"),
        Example::at(
            Stage::RcptTo,
            "556 5.1.10 <a@example.com>: Recipient address rejected: Domain example.com does not accept mail (nullMX)",
        ),
        Example::at(Stage::RcptTo, "550 5.1.2 <a@example.com>: recipient domain has null MX"),
        Example::at(Stage::RcptTo, "550 host/domain does not accept mail"),
        Example::at(Stage::RcptTo, "554 the domain is not reachable"),
        Example::at(Stage::RcptTo, "550 Recipient domain does not exist"),
        Example::at(Stage::RcptTo, "550 Illegal host/domain name found"),
        Example::at(Stage::RcptTo, "554 5.4.4 <a@example.net>: Recipient address rejected: Malformed DNS server reply"),
    ],
};
