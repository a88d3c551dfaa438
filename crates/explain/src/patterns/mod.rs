//! The patterns of each entry: a file `<entry>.txt` in this folder and a line in the list below. `hints.txt` has the patterns
//! that recognise stage and provider.

use smtp_doctor_catalogue::Entry;
use smtp_doctor_catalogue::entries::*;

macro_rules! patterns {
    ($($file:ident $entry:ident,)*) => {
        /// The entries with patterns, each with the text of its file.
        pub(crate) static PATTERNS: &[(&Entry, &str)] =
            &[$((&$entry, include_str!(concat!(stringify!($file), ".txt"))),)*];
    };
}

patterns! {
    account_locked ACCOUNT_LOCKED,
    app_password_required APP_PASSWORD_REQUIRED,
    attachment_refused ATTACHMENT_REFUSED,
    auth_blocked_by_policy AUTH_BLOCKED_BY_POLICY,
    auth_mechanism_unsupported AUTH_MECHANISM_UNSUPPORTED,
    auth_not_offered AUTH_NOT_OFFERED,
    auth_required AUTH_REQUIRED,
    bad_sequence BAD_SEQUENCE,
    bare_line_ending BARE_LINE_ENDING,
    basic_auth_retired BASIC_AUTH_RETIRED,
    bulk_mail_banner BULK_MAIL_BANNER,
    certificate_expired CERTIFICATE_EXPIRED,
    certificate_name_mismatch CERTIFICATE_NAME_MISMATCH,
    certificate_not_yet_valid CERTIFICATE_NOT_YET_VALID,
    certificate_untrusted CERTIFICATE_UNTRUSTED,
    command_not_recognised COMMAND_NOT_RECOGNISED,
    connection_dropped CONNECTION_DROPPED,
    connection_refused CONNECTION_REFUSED,
    connection_timed_out CONNECTION_TIMED_OUT,
    content_spam CONTENT_SPAM,
    credentials_rejected CREDENTIALS_REJECTED,
    dns_not_found DNS_NOT_FOUND,
    dns_unavailable DNS_UNAVAILABLE,
    encoding_unsupported ENCODING_UNSUPPORTED,
    federated_sign_in_failed FEDERATED_SIGN_IN_FAILED,
    from_blank FROM_BLANK,
    from_invalid FROM_INVALID,
    greylisted GREYLISTED,
    header_malformed HEADER_MALFORMED,
    header_missing HEADER_MISSING,
    helo_rejected HELO_REJECTED,
    html_malformed HTML_MALFORMED,
    ip_blocklisted IP_BLOCKLISTED,
    line_too_long LINE_TOO_LONG,
    mail_loop MAIL_LOOP,
    mailbox_disabled MAILBOX_DISABLED,
    mailbox_full MAILBOX_FULL,
    message_invisible_character MESSAGE_INVISIBLE_CHARACTER,
    message_too_large MESSAGE_TOO_LARGE,
    network_unreachable NETWORK_UNREACHABLE,
    not_smtp NOT_SMTP,
    oauth_app_not_found OAUTH_APP_NOT_FOUND,
    oauth_audience_wrong OAUTH_AUDIENCE_WRONG,
    oauth_blocked_by_policy OAUTH_BLOCKED_BY_POLICY,
    oauth_consent_missing OAUTH_CONSENT_MISSING,
    oauth_role_missing OAUTH_ROLE_MISSING,
    oauth_secret_expired OAUTH_SECRET_EXPIRED,
    oauth_secret_invalid OAUTH_SECRET_INVALID,
    oauth_tenant_not_found OAUTH_TENANT_NOT_FOUND,
    oauth_token_rejected OAUTH_TOKEN_REJECTED,
    oauth_unavailable OAUTH_UNAVAILABLE,
    policy_rejected POLICY_REJECTED,
    rate_limited RATE_LIMITED,
    recipient_blank RECIPIENT_BLANK,
    recipient_domain_not_found RECIPIENT_DOMAIN_NOT_FOUND,
    recipient_invalid RECIPIENT_INVALID,
    recipient_unknown RECIPIENT_UNKNOWN,
    relay_denied RELAY_DENIED,
    reverse_dns_missing REVERSE_DNS_MISSING,
    sender_authentication_failed SENDER_AUTHENTICATION_FAILED,
    sender_domain_unverified SENDER_DOMAIN_UNVERIFIED,
    sender_not_permitted SENDER_NOT_PERMITTED,
    service_unavailable SERVICE_UNAVAILABLE,
    smtp_auth_disabled SMTP_AUTH_DISABLED,
    starttls_not_offered STARTTLS_NOT_OFFERED,
    storage_full STORAGE_FULL,
    tls_port_mismatch TLS_PORT_MISMATCH,
    tls_required TLS_REQUIRED,
    tls_version_unsupported TLS_VERSION_UNSUPPORTED,
    too_many_connections TOO_MANY_CONNECTIONS,
    too_many_logins TOO_MANY_LOGINS,
    too_many_recipients TOO_MANY_RECIPIENTS,
}

/// Patterns that recognise the stage, or the provider whose server replied.
const HINTS: &str = include_str!("hints.txt");

/// All patterns as one text, the input of [`Index::new`](crate::index::Index::new).
pub fn patterns() -> String {
    let mut text = String::from(HINTS);
    for (entry, patterns) in PATTERNS {
        text.push_str("\n[");
        text.push_str(entry.slug);
        text.push_str("]\n");
        text.extend(patterns.lines().filter(|it| !it.starts_with('#')).flat_map(|it| [it, "\n"]));
    }
    text
}
