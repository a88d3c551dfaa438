//! `dns-unavailable`: the lookup of the server name got no usable answer.

use crate::entry::*;

/// The lookup of the server name got no usable answer.
pub static DNS_UNAVAILABLE: Entry = Entry {
    slug: "dns-unavailable",
    family: Family::CouldNotConnectOrSignIn,
    title: "The server name could not be looked up just now",
    text: text!(Text {
        meaning: "The domain name system (DNS) gave no usable answer: the lookup took too long, or the name servers \
                  reported a failure. This doesn't mean that the name does not exist. The name may well be right.",
        causes: &[
            Cause::new("The DNS resolver of the sending system is overloaded, unreachable or blocked by a firewall."),
            Cause::new("The name servers of the mail server's domain are down."),
            Cause::new(
                "The domain is signed (DNSSEC) and its signatures are broken or have expired, so resolvers refuse to \
                 answer.",
            ),
        ],
        steps: &[
            Step::you("Wait a few minutes and run the test again."),
            Step::you(
                "Look up the name from another network. Replace the example with your own server name; 1.1.1.1 is a \
                 public resolver.",
            )
            .command("nslookup smtp.example.com 1.1.1.1"),
            Step::by(
                Who::NetworkAdmin,
                "Check that the resolver answers and that port 53 (UDP and TCP) is open to it.",
            ),
            Step::by(
                Who::Provider,
                "If every resolver fails for this name only, correct the domain's name servers or its DNSSEC records.",
            ),
        ],
        escalate: "If it lasts longer than an hour, give your IT team the server name, the times of the attempts and \
                   the answers of both lookups.",
        references: &[
            Reference::new("RFC 1035 §4.1.1", "https://www.rfc-editor.org/rfc/rfc1035#section-4.1.1"),
            Reference::new("RFC 2308 §7", "https://www.rfc-editor.org/rfc/rfc2308#section-7"),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
