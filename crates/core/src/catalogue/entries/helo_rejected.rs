//! `helo-rejected`: the server does not accept the name in the sender's EHLO.

use crate::catalogue::entry::*;
use crate::probe::Stage;

/// The server does not accept the name in the sender's EHLO.
pub static HELO_REJECTED: Entry = Entry {
    slug: "helo-rejected",
    family: Family::EhloFailed,
    text: pack!(Draft {
        title: "The server does not accept the name the sending system gave",
        meaning: "At the start the sending system introduces itself with a name (EHLO). The server refused that name, \
                  because it is badly written, not complete or not found in DNS. User name and password play no part \
                  in this.",
        causes: &[
            "The sending system calls itself localhost, or by a short name without a domain.",
            "The name contains characters that are not allowed, such as an underscore or a space.",
            "The name does not exist in DNS, or is the mail server's own name.",
            "The server checks names on port 25, where other servers deliver; users send on 587 or 465.",
        ],
        steps: &[
            Step::you("Use port 587 or 465 and sign in: there most servers do not mind the name."),
            Step::by(
                Who::NetworkAdmin,
                "Give the sending system a complete host name that exists in DNS, and let the mail program use it.",
            )
            .command("hostname -f"),
            Step::by(
                Who::MailAdmin,
                "If the sender is yours, exempt it from the name check; in Postfix, look at these settings.",
            )
            .command("postconf smtpd_helo_restrictions smtpd_helo_required"),
        ],
        escalate: "Give your IT team the server's line, which shows the refused name, and ask them to set the EHLO \
                   name of the sending system.",
        references: &[
            Reference::new("RFC 5321 §4.1.1.1", "https://www.rfc-editor.org/rfc/rfc5321#section-4.1.1.1"),
            Reference::new("RFC 5321 §4.1.4", "https://www.rfc-editor.org/rfc/rfc5321#section-4.1.4"),
        ],
        checked: None,
    }),
    patterns: patterns!("helo_rejected"),
    examples: examples![
        Example::at(Stage::Ehlo, "501 5.5.2 <my_host>: Helo command rejected: Invalid name"),
        Example::at(Stage::RcptTo, "504 5.5.2 <localhost>: Helo command rejected: need fully-qualified hostname"),
        Example::at(Stage::RcptTo, "450 4.7.1 <portal.example.com>: Helo command rejected: Host not found"),
        Example::at(Stage::Ehlo, "501 Syntactically invalid HELO argument(s)"),
        Example::at(Stage::Ehlo, "501 EHLO Invalid domain address."),
        Example::at(Stage::Ehlo, "550 5.5.0 your ehlo domain does not resolve"),
        Example::at(Stage::MailFrom, "550 5.7.506 Access denied, Bad HELO"),
        Example::at(Stage::RcptTo, "550 5.7.1 Invalid HELO, use the full host name"),
        Example::at(Stage::Ehlo, "501 Syntactically invalid EHLO argument(s)"),
        Example::at(Stage::Ehlo, "501 5.5.4 Invalid command arguments: Invalid domain name"),
        Example::at(Stage::Ehlo, "501 5.5.4 Invalid domain name"),
        Example::at(
            Stage::Ehlo,
            "501-5.5.4 HELO/EHLO argument is invalid. For more information, go to\n501 5.5.4  \
             https://support.google.com/mail/?p=helo - gsmtp",
        ),
    ],
};
