//! `reverse-dns-missing`: the sending system's address has no fitting name in reverse DNS.

use crate::catalogue::entry::*;
use crate::probe::Stage;

/// The sending system's address has no fitting name in reverse DNS.
pub static REVERSE_DNS_MISSING: Entry = Entry {
    slug: "reverse-dns-missing",
    family: Family::UnableToRelay,
    text: pack!(Draft {
        title: "The sending system's IP address has no matching name in DNS",
        meaning: "The server looked up which name belongs to the address that connected (reverse DNS, PTR record) and \
                  found none, or one that does not lead back to the address. Many servers take no mail from such \
                  senders.",
        causes: &[
            "No PTR record was set for the sending system's public address.",
            "The PTR name does not exist, or leads to another address.",
            "The connection went out over IPv6, where the record is often forgotten.",
            "The mail is delivered straight to the recipient's server instead of through your own.",
        ],
        steps: &[
            Step::you(
                "Send through your provider's server on port 587 or 465 with sign in; there the record seldom \
                       matters.",
            ),
            Step::by(
                Who::NetworkAdmin,
                "Look up the name of the sending address, then the address of that name; both must agree.",
            )
            .command("nslookup 192.0.2.10"),
            Step::by(Who::NetworkAdmin, "Ask the internet or hosting provider that owns the address to set its PTR record; nobody else can.",
            ),
            Step::by(Who::MailAdmin, "If the sender is yours, exempt its address from this check."),
        ],
        escalate: "Give your IT team the server's line and the sending address, and ask for a PTR record whose name \
                   leads back to the same address.",
        references: &[
            Reference::new("RFC 1912 §2.1", "https://www.rfc-editor.org/rfc/rfc1912#section-2.1"),
            Reference::new("RFC 7372 §3.3", "https://www.rfc-editor.org/rfc/rfc7372#section-3.3"),
        ],
        checked: None,
    }),
    patterns: patterns!("reverse_dns_missing"),
    examples: examples![
        Example::at(Stage::RcptTo, "450 4.7.1 Client host rejected: cannot find your reverse hostname, [192.0.2.10]"),
        Example::at(Stage::RcptTo, "450 4.7.25 Client host rejected: cannot find your hostname, [192.0.2.10]"),
        Example::at(
            Stage::Message,
            "550-5.7.25 [192.0.2.10] The IP address sending this message does not have a PTR\n550-5.7.25 record setup, \
             or the corresponding forward DNS entry does not match the\n550 5.7.25 sending IP.",
        ),
        Example::at(Stage::Greeting, "550 Reverse DNS lookup failed for host 192.0.2.10."),
        Example::at(Stage::MailFrom, "450 4.7.1 Access denied. IP name lookup failed [192.0.2.10]"),
        Example::at(Stage::MailFrom, "551 Access forbidden by invalid rDNS record of your mail server (192.0.2.10)"),
        Example::at(
            Stage::Message,
            "550-5.7.25 The sending IP does not match the IP address of the hostname specified in\n550 5.7.25 the \
             pointer (PTR) record.",
        ),
        Example::at(Stage::MailFrom, "550 5.7.1 Connections not accepted from servers without a valid sender domain."),
    ],
};
