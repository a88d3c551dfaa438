//! `helo-rejected`: the server refuses the EHLO name of the sending system.

use crate::entry::*;

/// The server refuses the EHLO name of the sending system.
pub static HELO_REJECTED: Entry = Entry {
    slug: "helo-rejected",
    family: Family::EhloFailed,
    title: "The server refuses the sending system's EHLO name",
    text: text!(Text {
        meaning: "At the start, the sending system gives its own name (EHLO). The server refused that name because it \
                  is malformed, incomplete or not found in DNS. The user name and password have nothing to do with \
                  it.",
        causes: &[
            Cause::new("The sending system calls itself localhost, or uses a short name without a domain."),
            Cause::new("The name contains characters that are not allowed, such as an underscore or a space."),
            Cause::new("The name does not exist in DNS, or is the mail server's own name."),
            Cause::new("The server checks names on port 25, where other servers deliver. Users send on 587 or 465."),
        ],
        steps: &[
            Step::you("Use port 587 or 465 and sign in. There, most servers accept any name."),
            Step::by(
                Who::NetworkAdmin,
                "Give the sending system a complete host name that exists in DNS, and let the mail program use it.",
            )
            .command("hostname -f"),
            Step::by(
                Who::MailAdmin,
                "If the sender is yours, exempt it from the name check. In Postfix, check these settings.",
            )
            .command("postconf smtpd_helo_restrictions smtpd_helo_required"),
        ],
        escalate: "Give your IT team the server's reply, which shows the refused name. Ask them to set the EHLO name \
                   of the sending system.",
        references: &[
            Reference::new("RFC 5321 §4.1.1.1", "https://www.rfc-editor.org/rfc/rfc5321#section-4.1.1.1"),
            Reference::new("RFC 5321 §4.1.4", "https://www.rfc-editor.org/rfc/rfc5321#section-4.1.4"),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
