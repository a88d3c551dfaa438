//! `network-unreachable`: there is no network route to the server.

use crate::entry::*;

/// There is no network route to the server.
pub static NETWORK_UNREACHABLE: Entry = Entry {
    slug: "network-unreachable",
    family: Family::CouldNotConnectOrSignIn,
    title: "There is no network route to the server",
    egress_matters: true,
    text: text!(Text {
        meaning: "The server's name exists, but the network has no route to its address. The connection failed before \
                  it reached the server.",
        causes: &[
            Cause::new("The server has an IPv6 address and the sending system has no working IPv6."),
            Cause::new("A router, VPN or cloud network lacks a route or a rule for this address."),
            Cause::new("The DNS record contains an internal or outdated address."),
        ],
        steps: &[
            Step::you(
                "Look at the address in the test result. If it contains colons, it is IPv6: ask whether your network \
                 supports that.",
            ),
            Step::by(Who::NetworkAdmin, "Check the route and the firewall from the sending system to this address.")
                .command("traceroute smtp.example.com"),
            Step::by(
                Who::MailAdmin,
                "Make sure that every address in the server's DNS record is reachable. Remove the one that is not.",
            ),
        ],
        escalate: "Give your IT team the server name, the address from the test result and the time. Tell them that \
                   there is no route to it.",
        references: &[Reference::new("RFC 1122 §3.2.2.1", "https://www.rfc-editor.org/rfc/rfc1122#section-3.2.2.1")],
        checked: None,
    }),
    ..Entry::DEFAULT
};
