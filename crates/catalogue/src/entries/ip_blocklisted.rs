//! `ip-blocklisted`: the sending system's address is on a block list.

use crate::entry::*;

/// The sending system's address is on a block list.
pub static IP_BLOCKLISTED: Entry = Entry {
    slug: "ip-blocklisted",
    family: Family::UnableToRelay,
    title: "The sending system's IP address is on a block list",
    egress_matters: true,
    text: text!(Text {
        meaning: "Mail servers look up where a connection comes from. The address of the sending system is on a list \
                  of senders that are not trusted, so the server refuses it. This concerns the IP address, not your \
                  mailbox, and you may have done nothing wrong: many systems can share one address.",
        causes: &[
            Cause::new("The address belongs to a range for homes, offices or cloud servers, which lists treat as no place for a \
             mail server."),
            Cause::new("Another sender or an infected computer behind the same address has sent spam."),
            Cause::new("The mail goes to port 25 without sign in, where such lists are applied."),
            Cause::new("The server keeps a list of its own."),
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
    ..Entry::PLAIN
};
