//! `ipv6-broken`: the server's IPv6 address does not answer, while its IPv4 address does.

use crate::entry::*;

/// The server's IPv6 address does not answer, while its IPv4 address does.
pub static IPV6_BROKEN: Entry = Entry {
    slug: "ipv6-broken",
    family: Family::CouldNotConnectOrSignIn,
    title: "The server's IPv6 address does not answer, IPv4 works",
    text: text!(Text {
        meaning: "The server's name leads to two kinds of addresses, IPv4 and IPv6. The server answers by IPv4, but \
                  not by IPv6. Programs that try IPv6 first wait until their time is up; some then use IPv4, and mail \
                  is slow; others give up, and mail fails.",
        causes: &[
            Cause::new("The DNS has an IPv6 address (AAAA record) for the name that is wrong or outdated."),
            Cause::new("The mail service listens on IPv4 only."),
            Cause::new("A firewall before the server lets the port through for IPv4 only."),
            Cause::new("This machine has an IPv6 address, but no working way to the Internet by IPv6."),
        ],
        steps: &[
            Step::by(
                Who::NetworkAdmin,
                "Find out on which side it is: if other servers do not answer by IPv6 either, this network's IPv6 is \
                 at fault, and not the mail server.",
            )
            .command("curl -6 -v https://www.google.com"),
            Step::by(Who::NetworkAdmin, "Look up the IPv6 address that the DNS gives for the mail server.")
                .command("nslookup -type=AAAA smtp.example.com"),
            Step::by(
                Who::MailAdmin,
                "Make the mail service listen on that address, and open the same ports for IPv6 as for IPv4.",
            ),
            Step::by(
                Who::NetworkAdmin,
                "Correct the AAAA record. If the server is not meant to be reached by IPv6, delete the record.",
            ),
            Step::by(
                Who::NetworkAdmin,
                "If this machine has no working IPv6, repair it or switch it off there; until then, let the portal \
                 connect by IPv4 if it has such a setting.",
            ),
        ],
        escalate: "Give the people who run the mail server its name, the port, the IPv6 address that stays silent and \
                   the time of the test; say that IPv4 works.",
        references: &[
            Reference::new("RFC 8305 §1", "https://www.rfc-editor.org/rfc/rfc8305#section-1"),
            Reference::new("RFC 3596 §2", "https://www.rfc-editor.org/rfc/rfc3596#section-2"),
        ],
        checked: None,
    }),
    ..Entry::PLAIN
};
