//! `reverse-dns-missing`: the sending system's IP address has no matching reverse DNS name.

use crate::entry::*;

/// The sending system's IP address has no matching reverse DNS name.
pub static REVERSE_DNS_MISSING: Entry = Entry {
    slug: "reverse-dns-missing",
    family: Family::UnableToRelay,
    title: "The sending system's IP address has no matching reverse DNS name",
    egress_matters: true,
    text: text!(Text {
        meaning: "The server looked up the name of the address that connected (reverse DNS, PTR record). It found \
                  none, or one that does not lead back to the address. Many servers refuse mail from such senders.",
        causes: &[
            Cause::new("Nobody set a PTR record for the sending system's public address."),
            Cause::new("The PTR name does not exist, or leads to another address."),
            Cause::new("The connection went out over IPv6, where the record is often forgotten."),
            Cause::new("The mail goes directly to the recipient's server instead of through your own."),
        ],
        steps: &[
            Step::you(
                "Send through your provider's server on port 587 or 465 with a sign-in. The record seldom matters \
                 there.",
            ),
            Step::by(
                Who::NetworkAdmin,
                "Look up the name of the sending address, then the address of that name. Both must match.",
            )
            .command("nslookup 192.0.2.10"),
            Step::by(
                Who::NetworkAdmin,
                "Ask the internet or hosting provider that owns the address to set its PTR record. Nobody else can.",
            ),
            Step::by(Who::MailAdmin, "If the sender is yours, exempt its address from this check."),
        ],
        escalate: "Give your IT team the server's reply and the sending address. Ask for a PTR record whose name leads \
                   back to the same address.",
        references: &[
            Reference::new("RFC 1912 §2.1", "https://www.rfc-editor.org/rfc/rfc1912#section-2.1"),
            Reference::new("RFC 7372 §3.3", "https://www.rfc-editor.org/rfc/rfc7372#section-3.3"),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
