//! `spf-broken`: the SPF record of the From address's domain has an error.

use crate::entry::*;

/// The SPF record of the From address's domain has an error.
pub static SPF_BROKEN: Entry = Entry {
    slug: "spf-broken",
    family: Family::BodyOrEnvelope,
    title: "The SPF record of the From address's domain has an error",
    text: text!(Text {
        meaning: "The domain's DNS says which servers may send for it (SPF), but the record cannot be evaluated. \
                  Receiving servers then treat the check as failed (permerror), even for mail from the right servers.",
        causes: &[
            Cause::new("The domain has two SPF records. Only one is allowed."),
            Cause::new(
                "The record needs more than 10 further DNS lookups. Each include, a, mx, ptr, exists and redirect \
                 counts, including those inside included records.",
            ),
            Cause::new(
                "A term in the record is misspelt, such as ipv4: instead of ip4:. Or a space is missing or follows a \
                 colon.",
            ),
            Cause::new("An include names a domain that has no SPF record."),
        ],
        steps: &[
            Step::by(Who::NetworkAdmin, "Look at all TXT records of the domain that begin with v=spf1.")
                .command("nslookup -type=TXT example.com"),
            Step::by(
                Who::NetworkAdmin,
                "If there are two, merge them into one: v=spf1 once at the start, the terms of both, and one ending \
                 with all. Delete the other record.",
            )
            .command("example.com. IN TXT \"v=spf1 include:_spf.google.com include:spf.protection.outlook.com -all\""),
            Step::by(
                Who::NetworkAdmin,
                "If there are too many lookups, remove services that no longer send, and terms like mx and a that \
                 nobody needs. Let newsletters send from a subdomain, which has its own record.",
            ),
            Step::by(
                Who::NetworkAdmin,
                "If a term is wrong, correct it. Allowed are include:, ip4:, ip6:, a, mx, ptr, exists: and all, and \
                 redirect= and exp=.",
            ),
        ],
        escalate: "The people who run the domain's DNS have to correct the record. Give them the domain, all its \
                   records that begin with v=spf1, and the error that was found.",
        references: &[
            Reference::new("RFC 7208 §4.5", "https://www.rfc-editor.org/rfc/rfc7208#section-4.5"),
            Reference::new("RFC 7208 §4.6", "https://www.rfc-editor.org/rfc/rfc7208#section-4.6"),
            Reference::new("RFC 7208 §4.6.4", "https://www.rfc-editor.org/rfc/rfc7208#section-4.6.4"),
            Reference::new("RFC 7208 §5.2", "https://www.rfc-editor.org/rfc/rfc7208#section-5.2"),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
