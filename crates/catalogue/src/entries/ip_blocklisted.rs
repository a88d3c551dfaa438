//! `ip-blocklisted`: the sending system's IP address is on a blocklist.

use crate::entry::*;

/// The sending system's IP address is on a blocklist.
pub static IP_BLOCKLISTED: Entry = Entry {
    slug: "ip-blocklisted",
    family: Family::UnableToRelay,
    title: "The sending system's IP address is on a blocklist",
    egress_matters: true,
    text: text!(Text {
        meaning: "Mail servers check where a connection comes from. The sending system's address is on a list of \
                  untrusted senders, so the server refuses it. The problem is the IP address, not your mailbox. You \
                  may have done nothing wrong: many systems can share one address.",
        causes: &[
            Cause::new(
                "The address belongs to a range for homes, offices or cloud servers. Lists assume that no mail server \
                 belongs there.",
            ),
            Cause::new("Another sender or an infected computer behind the same address has sent spam."),
            Cause::new("The mail goes to port 25 without a sign-in, where such lists apply."),
            Cause::new("The server keeps its own list."),
        ],
        steps: &[
            Step::you("Use port 587 or 465 with a sign-in. Servers often do not apply the lists there."),
            Step::by(
                Who::NetworkAdmin,
                "Look up the address on the web page of the list that the server's reply names. Remove the cause, then \
                 ask the list to delete the entry. In a DNS lookup, write the address backwards (here 192.0.2.10). An \
                 answer that begins with 127.255.255 is an error, not a listing.",
            )
            .command("nslookup 10.2.0.192.zen.spamhaus.org"),
            Step::by(Who::MailAdmin, "If the sender is yours, allow its address ahead of the list check."),
            Step::by(
                Who::Provider,
                "If the address belongs to you, the provider, have it removed from the list or send from another \
                 address.",
            ),
        ],
        escalate: "Give your IT team the server's reply with the address and the list's name. Only the owner of the \
                   address can have it delisted. Repeating the attempt does not help.",
        references: &[Reference::new("RFC 5782 §2.1", "https://www.rfc-editor.org/rfc/rfc5782#section-2.1")],
        checked: None,
    }),
    ..Entry::DEFAULT
};
