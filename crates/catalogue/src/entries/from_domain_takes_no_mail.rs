//! `from-domain-takes-no-mail`: the domain of the From address declares that it accepts no mail.

use crate::entry::*;

/// The domain of the From address declares that it accepts no mail.
pub static FROM_DOMAIN_TAKES_NO_MAIL: Entry = Entry {
    slug: "from-domain-takes-no-mail",
    family: Family::InvalidAddress,
    title: "The domain of the From address declares that it accepts no mail",
    text: text!(Text {
        meaning: "This domain has a special DNS record, a null MX: a single dot instead of a mail server. It declares \
                  that the domain accepts no mail. Such a domain should not send mail either: bounces and replies \
                  cannot come back, and receiving servers may refuse its mail for that reason.",
        causes: &[
            Cause::new("The domain is used only for web pages, and mail was turned off to prevent misuse."),
            Cause::new(
                "The From address has the wrong domain, for example the web site's domain instead of the mail domain.",
            ),
            Cause::new("The record was left in place when the domain began to be used for mail."),
        ],
        steps: &[
            Step::you("Use a From address at the domain where your organisation receives its mail."),
            Step::by(Who::NetworkAdmin, "Look at the record. A null MX has a single dot as its mail server.")
                .command("nslookup -type=MX example.com"),
            Step::by(
                Who::NetworkAdmin,
                "To send mail from this domain, replace the null MX with the mail server that accepts the domain's \
                 mail. The name here is an example.",
            )
            .command("example.com. IN MX 10 mail.example.com."),
            Step::by(
                Who::NetworkAdmin,
                "Check whether the SPF record also forbids all sending (v=spf1 -all), which goes with a null MX. If \
                 so, correct it too.",
            )
            .command("nslookup -type=TXT example.com"),
        ],
        escalate: "The people who run the domain's DNS have to decide whether it is for mail. Give them the From \
                   address and the MX record that was found.",
        references: &[
            Reference::new("RFC 7505 §3", "https://www.rfc-editor.org/rfc/rfc7505#section-3"),
            Reference::new("RFC 7505 §4.2", "https://www.rfc-editor.org/rfc/rfc7505#section-4.2"),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
