//! `network-unreachable`: there is no route to the server's address.

use crate::entry::*;

/// There is no route to the server's address.
pub static NETWORK_UNREACHABLE: Entry = Entry {
    slug: "network-unreachable",
    family: Family::CouldNotConnectOrSignIn,
    title: "There is no network route to the server",
    egress_matters: true,
    text: text!(Text {
        meaning: "The server's name was found, but the network has no way to its address, so the connection failed \
                  before the server saw anything.",
        causes: &[
            Cause::new("The server has an IPv6 address and the sending system has no working IPv6."),
            Cause::new("A router, VPN or cloud network lacks a route or a rule for this address."),
            Cause::new("The DNS record holds an internal or outdated address."),
        ],
        steps: &[
            Step::you(
                "Look at the address in the test result: if it contains colons it is IPv6; ask whether your \
                       network supports that.",
            ),
            Step::by(Who::NetworkAdmin, "Check route and firewall from the sending system to this address.")
                .command("traceroute smtp.example.com"),
            Step::by(
                Who::MailAdmin,
                "Make sure that every address in the server's DNS record is reachable, or remove the one that is not.",
            ),
        ],
        escalate: "Give your IT team the server name, the address from the test result and the time; say that there is \
                   no route to it.",
        references: &[Reference::new("RFC 1122 §3.2.2.1", "https://www.rfc-editor.org/rfc/rfc1122#section-3.2.2.1")],
        checked: None,
    }),
    ..Entry::PLAIN
};
