//! `from-domain-takes-no-mail`: the domain of the From address declares that it takes no mail.

use crate::entry::*;

/// The domain of the From address declares that it takes no mail.
pub static FROM_DOMAIN_TAKES_NO_MAIL: Entry = Entry {
    slug: "from-domain-takes-no-mail",
    family: Family::InvalidAddress,
    title: "The domain of the From address declares that it takes no mail",
    text: text!(Text {
        meaning: "The DNS has a special record for this domain, a null MX: a single dot instead of a mail server. It \
                  says that the domain takes no mail. Such a domain should not send any either: reports of failed \
                  delivery and answers cannot come back, and receiving servers may refuse its mail for that reason.",
        causes: &[
            Cause::new("The domain is used for web pages only, and was closed for mail against misuse."),
            Cause::new("The From address has the wrong domain, for example that of the web site instead of that for mail."),
            Cause::new("The record was left over when the domain began to be used for mail."),
        ],
        steps: &[
            Step::you("Use a From address at the domain where your organisation receives its mail."),
            Step::by(Who::NetworkAdmin, "Look at the record: a null MX has a single dot as its mail server.")
                .command("nslookup -type=MX example.com"),
            Step::by(
                Who::NetworkAdmin,
                "If mail is to be sent from this domain, replace the null MX by the mail server that takes the \
                 domain's mail; the name here is an example.",
            )
            .command("example.com. IN MX 10 mail.example.com."),
            Step::by(
                Who::NetworkAdmin,
                "See whether the SPF record forbids all sending too (v=spf1 -all), which goes with a null MX; if so, \
                 correct it as well.",
            )
            .command("nslookup -type=TXT example.com"),
        ],
        escalate: "Whoever keeps the domain's DNS must decide whether it is for mail: hand over the From address and \
                   the MX record that was found.",
        references: &[
            Reference::new("RFC 7505 §3", "https://www.rfc-editor.org/rfc/rfc7505#section-3"),
            Reference::new("RFC 7505 §4.2", "https://www.rfc-editor.org/rfc/rfc7505#section-4.2"),
        ],
        checked: None,
    }),
    ..Entry::PLAIN
};
