//! `ipv6-broken`: the server's IPv6 address does not answer, but its IPv4 address does.

use crate::entry::*;

/// The server's IPv6 address does not answer, but its IPv4 address does.
pub static IPV6_BROKEN: Entry = Entry {
    slug: "ipv6-broken",
    family: Family::CouldNotConnectOrSignIn,
    title: "The server's IPv6 address does not answer; IPv4 works",
    text: text!(Text {
        meaning: "The server's name leads to two kinds of addresses, IPv4 and IPv6. The server answers over IPv4, but \
                  not over IPv6. Programs that try IPv6 first wait until they time out. Some then use IPv4, and mail \
                  is slow. Others give up, and mail fails.",
        causes: &[
            Cause::new("The IPv6 address (AAAA record) in the DNS is wrong or outdated."),
            Cause::new("The mail service listens on IPv4 only."),
            Cause::new("A firewall in front of the server lets the port through for IPv4 only."),
            Cause::new("This machine has an IPv6 address, but no working IPv6 connection to the internet."),
        ],
        steps: &[
            Step::by(
                Who::NetworkAdmin,
                "Find out which side is at fault. If other servers don't answer over IPv6 either, the problem is this \
                 network's IPv6, not the mail server.",
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
                "Correct the AAAA record. If the server should not be reached over IPv6, delete the record.",
            ),
            Step::by(
                Who::NetworkAdmin,
                "If this machine has no working IPv6, repair it or turn it off there. Until then, let the portal \
                 connect over IPv4 if it has such a setting.",
            ),
        ],
        escalate: "Give the people who run the mail server its name, the port, the IPv6 address that does not answer \
                   and the time of the test. Tell them that IPv4 works.",
        references: &[
            Reference::new("RFC 8305 §1", "https://www.rfc-editor.org/rfc/rfc8305#section-1"),
            Reference::new("RFC 3596 §2", "https://www.rfc-editor.org/rfc/rfc3596#section-2"),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
