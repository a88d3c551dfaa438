//! `ip-blocklisted`: the sending system's address is on a block list.

use crate::catalogue::entry::*;
use crate::probe::Stage;

/// The sending system's address is on a block list.
pub static IP_BLOCKLISTED: Entry = Entry {
    slug: "ip-blocklisted",
    family: Family::UnableToRelay,
    text: pack!(Draft {
        title: "The sending system's IP address is on a block list",
        meaning: "Mail servers look up where a connection comes from. The address of the sending system is on a list \
                  of senders that are not trusted, so the server refuses it. This concerns the IP address, not your \
                  mailbox, and you may have done nothing wrong: many systems can share one address.",
        causes: &[
            "The address belongs to a range for homes, offices or cloud servers, which lists treat as no place for a \
             mail server.",
            "Another sender or an infected computer behind the same address has sent spam.",
            "The mail goes to port 25 without sign in, where such lists are applied.",
            "The server keeps a list of its own.",
        ],
        steps: &[
            Step::you("Use port 587 or 465 with sign in: servers often do not apply the lists there."),
            Step::by(
                Who::NetworkAdmin,
                "Look the address up on the web page of the list that the server's line names, end the cause, then \
                 ask the list to remove it. By DNS, the address is written backwards (here 192.0.2.10); an answer \
                 that begins with 127.255.255 is an error, not a listing.",
            )
            .command("nslookup 10.2.0.192.zen.spamhaus.org"),
            Step::by(Who::MailAdmin, "If the sender is yours, allow its address ahead of the list check."),
            Step::by(Who::Provider, "If the address belongs to you, the provider, have it removed from the list or \
                                     send from another address."),
        ],
        escalate: "Give your IT team the server's line with the address and the list's name. Delisting is for whoever \
                   owns the address; repeating the attempt does not help.",
        references: &[Reference::new("RFC 5782 §2.1", "https://www.rfc-editor.org/rfc/rfc5782#section-2.1")],
        checked: None,
    }),
    patterns: patterns!("ip_blocklisted"),
    examples: examples![
        Example::at(
            Stage::RcptTo,
            "554 5.7.1 Service unavailable; Client host [192.0.2.10] blocked using zen.spamhaus.org; \
             https://www.spamhaus.org/query/ip/192.0.2.10",
        ),
        Example::at(
            Stage::RcptTo,
            "550 5.7.606 Access denied, banned sending IP [192.0.2.10]. To request removal from this list please visit \
             https://sender.office.com/ and follow the directions.",
        ),
        Example::at(
            Stage::RcptTo,
            "550-rejected because 192.0.2.10 is in a black list at zen.spamhaus.org\n550 \
             https://www.spamhaus.org/query/ip/192.0.2.10",
        ),
        Example::at(
            Stage::MailFrom,
            "550 5.7.1 Unfortunately, messages from [192.0.2.10] weren't sent. Please contact your Internet service \
             provider since part of their network is on our block list (S3150).",
        ),
        Example::at(
            Stage::RcptTo,
            "550 5.7.1 Service unavailable, Client host [192.0.2.10] blocked using Customer Block list",
        ),
        Example::at(
            Stage::Greeting,
            "554 5.7.1 Your access to this mail system has been rejected due to the sending MTA's poor reputation.",
        ),
        Example::at(Stage::RcptTo, "550 5.7.1 Message refused: 192.0.2.10 is listed on a DNSBL"),
        Example::at(Stage::RcptTo, "550 5.7.1 Rejected by RBL: 192.0.2.10"),
        Example::at(
            Stage::RcptTo,
            "550 192.0.2.10 is in an RBL: https://www.barracudanetworks.com/reputation/?pr=1&ip=192.0.2.10",
        ),
        Example::at(
            Stage::RcptTo,
            "554 5.7.1 Client host rejected; please see https://mail.example.com/rbl/?ip=192.0.2.10",
        ),
        Example::at(Stage::RcptTo, "550 192.0.2.10 is blacklisted at bl.spamcop.net"),
        Example::at(Stage::RcptTo, "550 5.7.1 IP address blacklisted by recipient"),
        Example::at(
            Stage::RcptTo,
            "550 5.7.1 Connecting host [192.0.2.10] is listed by the lookup site bl.example.net",
        ),
        Example::at(Stage::RcptTo, "550 mail.example.com Poor Reputation Sender."),
        Example::at(Stage::RcptTo, "550 5.7.1 Your IP has been found on a block list"),
        Example::at(Stage::Greeting, "554 Blocked - see https://ipcheck.proofpoint.com/?ip=192.0.2.10"),
        Example::at(Stage::RcptTo, "550 Denied due to spam list"),
        Example::at(Stage::RcptTo, "554 5.7.1 Rejected because Bad IP"),
        Example::at(
            Stage::MailFrom,
            "553 5.7.2 [TSS09] All messages from 192.0.2.10 will be permanently deferred; Retrying will NOT succeed.",
        ),
    ],
};
