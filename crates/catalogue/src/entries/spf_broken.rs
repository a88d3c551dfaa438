//! `spf-broken`: the SPF record of the From address's domain cannot be evaluated.

use crate::entry::*;

/// The SPF record of the From address's domain cannot be evaluated.
pub static SPF_BROKEN: Entry = Entry {
    slug: "spf-broken",
    family: Family::BodyOrEnvelope,
    title: "The SPF record of the From address's domain has an error",
    text: text!(Text {
        meaning: "The domain says in the DNS which servers may send for it (SPF), but in a way that cannot be \
                  evaluated. Receiving servers then treat the check as failed (permerror), for mail from the right \
                  servers too.",
        causes: &[
            Cause::new("The domain has two SPF records; there may be only one."),
            Cause::new("The record leads to more than 10 further look-ups: each include, a, mx, ptr, exists and redirect counts, \
             those inside of included records too."),
            Cause::new("A word in the record is misspelled, such as ipv4: instead of ip4:, or a space is missing or stands behind a colon."),
            Cause::new("An include names a domain that has no SPF record."),
        ],
        steps: &[
            Step::by(Who::NetworkAdmin, "Look at all TXT records of the domain that begin with v=spf1.")
                .command("nslookup -type=TXT example.com"),
            Step::by(
                Who::NetworkAdmin,
                "If there are two, join them into one: v=spf1 once at the beginning, the words of both, and one ending \
                 with all. Delete the other record.",
            )
            .command("example.com. IN TXT \"v=spf1 include:_spf.google.com include:spf.protection.outlook.com -all\""),
            Step::by(
                Who::NetworkAdmin,
                "If there are too many look-ups, take out services that no longer send, and words like mx and a that \
                 nobody needs. Let newsletters send from a subdomain, which has a record of its own.",
            ),
            Step::by(
                Who::NetworkAdmin,
                "If a word is wrong, correct it. Allowed are include:, ip4:, ip6:, a, mx, ptr, exists: and all, and \
                 redirect= and exp=.",
            ),
        ],
        escalate: "Whoever keeps the domain's DNS must act: hand over the domain, all its records that begin with \
                   v=spf1, and the error that was found.",
        references: &[
            Reference::new("RFC 7208 §4.5", "https://www.rfc-editor.org/rfc/rfc7208#section-4.5"),
            Reference::new("RFC 7208 §4.6", "https://www.rfc-editor.org/rfc/rfc7208#section-4.6"),
            Reference::new("RFC 7208 §4.6.4", "https://www.rfc-editor.org/rfc/rfc7208#section-4.6.4"),
            Reference::new("RFC 7208 §5.2", "https://www.rfc-editor.org/rfc/rfc7208#section-5.2"),
        ],
        checked: None,
    }),
    ..Entry::PLAIN
};
