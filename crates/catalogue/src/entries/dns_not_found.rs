//! `dns-not-found`: the server name does not exist in DNS.

use crate::entry::*;

/// The server name does not exist in DNS.
pub static DNS_NOT_FOUND: Entry = Entry {
    slug: "dns-not-found",
    family: Family::CouldNotConnectOrSignIn,
    title: "The server name does not exist",
    field: Some(Field::Server),
    text: text!(Text {
        meaning: "The name in the server field was looked up in the domain name system (DNS). It does not exist there, \
                  or has no address. Nothing was sent to any mail server.",
        causes: &[
            Cause::new("The name is mistyped: a letter is swapped or a dot is missing, for example."),
            Cause::new("A web address or an e-mail domain was entered instead of the outgoing mail server."),
            Cause::new("The name exists only inside your network, and this lookup comes from outside it."),
            Cause::new("The server was moved or shut down and its DNS record was deleted."),
        ],
        steps: &[
            Step::you(
                "Compare the server address letter by letter with the provider's instructions for outgoing mail \
                 (SMTP).",
            ),
            Step::you("Look up the name yourself. Replace the example with your own server name.")
                .command("nslookup smtp.example.com"),
            Step::by(
                Who::NetworkAdmin,
                "If the name is internal, publish it in the DNS that the sending system uses, or use the public name.",
            ),
        ],
        escalate: "If the name matches the provider's instructions and still is not found, give your IT team the \
                   server name and the result of the lookup. Ask whether the name is internal only.",
        references: &[
            Reference::new("RFC 8020 §2", "https://www.rfc-editor.org/rfc/rfc8020#section-2"),
            Reference::new("RFC 2308 §2", "https://www.rfc-editor.org/rfc/rfc2308#section-2"),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
