//! The portal's help article, point by point: an entry covers each of its causes and steps.

use smtp_doctor_catalogue::entry;
use smtp_doctor_catalogue::entry::Family;

/// A point of the article in a few words, and the entries that cover it.
const POINTS: &[(Family, &str, &[&str])] = {
    use Family::*;
    &[
        (
            CouldNotConnectOrSignIn,
            "wrong server address",
            &["dns-not-found", "server-malformed", "server-unknown-provider-typo"],
        ),
        (
            CouldNotConnectOrSignIn,
            "wrong port or secure connection",
            &["tls-port-mismatch", "port-security-mismatch", "not-smtp"],
        ),
        (
            CouldNotConnectOrSignIn,
            "no encryption, although the provider requires it",
            &["security-none", "tls-required"],
        ),
        (
            CouldNotConnectOrSignIn,
            "firewall or network in between",
            &["connection-timed-out", "connection-refused", "network-unreachable"],
        ),
        (
            CouldNotConnectOrSignIn,
            "settings differ from the provider's",
            &["provider-mismatch", "port-not-for-submission"],
        ),
        (CouldNotSignIn, "wrong user name or password", &["credentials-rejected", "username-blank", "password-blank"]),
        (CouldNotSignIn, "OAuth fields left blank", &["oauth-field-blank"]),
        (CouldNotSignIn, "OAuth secret expired or invalid", &["oauth-secret-expired", "oauth-secret-invalid"]),
        (
            CouldNotSignIn,
            "OAuth configuration and permissions in Azure",
            &["oauth-app-not-found", "oauth-tenant-not-found", "oauth-consent-missing", "oauth-role-missing"],
        ),
        (CouldNotSignIn, "sign-in required but not enabled", &["auth-required", "smtp-auth-disabled"]),
        (BlankFrom, "no From address", &["from-blank"]),
        (
            InvalidAddress,
            "From not permitted by server or tenant",
            &["sender-not-permitted", "sender-domain-unverified"],
        ),
        (InvalidAddress, "typing errors, missing characters", &["from-invalid", "recipient-invalid", "address-typo"]),
        (InvalidAddress, "extra spaces, formatting", &["address-extra-space", "address-invisible-character"]),
        (InvalidAddress, "the user's own address", &["recipient-unknown", "recipient-blank"]),
        (
            BodyOrEnvelope,
            "malformed HTML or missing details",
            &["html-malformed", "header-missing", "header-malformed"],
        ),
        (BodyOrEnvelope, "extra line breaks, pasted characters", &["bare-line-ending", "message-invisible-character"]),
        (BodyOrEnvelope, "format that the server cannot process", &["encoding-unsupported", "line-too-long"]),
        (BodyOrEnvelope, "content filtering", &["content-spam", "attachment-refused", "message-too-large"]),
        (UnableToRelay, "the portal's addresses among the allowed relay clients", &["relay-denied"]),
        (UnableToRelay, "spam or security filtering service", &["relay-denied"]),
        (EhloFailed, "the greeting about bulk e-mail, port against security", &["bulk-mail-banner"]),
        (WhenToContactIt, "unrecognised errors go to IT with their exact text", &["not-recognised"]),
    ]
};

#[test]
fn an_entry_covers_every_point_of_the_article() {
    for (family, point, slugs) in POINTS {
        for slug in *slugs {
            assert!(entry(slug).is_some(), "{point}: there is no entry {slug}");
        }
        let homes: Vec<_> = slugs.iter().filter_map(|it| entry(it)).map(|it| it.family).collect();
        assert!(
            homes.contains(family),
            "{point}: none of {slugs:?} is listed under {}, only under {homes:?}",
            family.label()
        );
    }
    for family in Family::ALL {
        assert!(POINTS.iter().any(|it| it.0 == family), "{} has no point", family.label());
    }
}

#[test]
fn error_texts_of_the_article_are_recognised() {
    for (words, slug) in [
        (
            "EHLO command failed: 220 We do not authorize the use of this system to transport unsolicited, or bulk email",
            "bulk-mail-banner",
        ),
        ("Unable to relay", "relay-denied"),
        ("Blank FROM address", "from-blank"),
        ("Invalid FROM address", "from-invalid"),
        ("Invalid TO address", "recipient-invalid"),
        ("Error logging into server", "credentials-rejected"),
    ] {
        let found = crate::explain(words, None, None).findings[0].about.slug;
        assert_eq!(found, slug, "{words}");
    }
}
