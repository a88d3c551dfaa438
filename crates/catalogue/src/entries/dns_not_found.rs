//! `dns-not-found`: the server name does not exist in DNS.

use crate::entry::*;

/// The server name does not exist in DNS.
pub static DNS_NOT_FOUND: Entry = Entry {
    slug: "dns-not-found",
    family: Family::CouldNotConnectOrSignIn,
    title: "The server name does not exist",
    field: Some(Field::Server),
    text: text!(Text {
        meaning: "The name in the server field was looked up in the domain name system (DNS), and the answer was that \
                  there is no such name, or that it has no address. Nothing was sent to any mail server.",
        causes: &[
            Cause::new("The name is mistyped, for example a swapped letter or a missing dot."),
            Cause::new("A web address or an e-mail domain was entered instead of the name of the outgoing mail server."),
            Cause::new("The name exists only inside your network, and this look-up is made from outside it."),
            Cause::new("The server was moved or given up and its DNS record was deleted."),
        ],
        steps: &[
            Step::you(
                "Compare the server address letter by letter with the provider's instructions for outgoing mail \
                       (SMTP).",
            ),
            Step::you("Look the name up yourself, with your own server name in place of the example.")
                .command("nslookup smtp.example.com"),
            Step::by(
                Who::NetworkAdmin,
                "If the name is meant to be internal, publish it in the DNS that the sending system uses, or give out \
                 the public name.",
            ),
        ],
        escalate: "If the name is written as the provider says and still is not found, give your IT team the server \
                   name and the result of the look-up; ask whether the name is internal only.",
        references: &[
            Reference::new("RFC 8020 §2", "https://www.rfc-editor.org/rfc/rfc8020#section-2"),
            Reference::new("RFC 2308 §2", "https://www.rfc-editor.org/rfc/rfc2308#section-2"),
        ],
        checked: None,
    }),
    ..Entry::PLAIN
};
