//! `bare-line-ending`: the message has line ends that mail does not allow.

use crate::entry::*;

/// The message has line ends that mail does not allow.
pub static BARE_LINE_ENDING: Entry = Entry {
    slug: "bare-line-ending",
    family: Family::BodyOrEnvelope,
    title: "The message has line ends that mail does not allow",
    text: text!(Text {
        meaning: "Every line of a mail ends with two characters together: carriage return and line feed (CRLF). In \
                  this message one of them stands alone. Many servers refuse that, because a second, forged message \
                  can be hidden behind such a line end.",
        causes: &[
            Cause::new("The sending program ends its lines with a line feed alone, as is usual on Linux and macOS."),
            Cause::new("Text from a template, a database or a file is put into the message with the line ends it happens to have."),
            Cause::new("The header is put together with other line ends than the rest of the message."),
            Cause::new("A carriage return alone came along with pasted text, for example from a spreadsheet."),
        ],
        steps: &[
            Step::you("Write the text again in the portal's own editor, or paste it as plain text, and test again."),
            Step::you(
                "Ask the portal's support to end every line of header and body with CRLF; a mail library that builds \
                 the whole message does so.",
            ),
            Step::by(
                Who::MailAdmin,
                "If you run the refusing server, it can repair the line ends instead of refusing the message; in \
                 Postfix it is this setting.",
            )
            .command("smtpd_forbid_bare_newline = normalize"),
            Step::by(
                Who::Microsoft365Admin,
                "With 550 5.6.11, trace the message to the program or device that made it: that one has to be \
                 corrected, not Exchange Online.",
            ).at(MICROSOFT_365)
            .command("Exchange admin center > Mail flow > Message trace"),
        ],
        escalate: "The program that builds the message has to be corrected: give the portal's support the server's \
                   line and the message as it was sent (.eml).",
        references: &[
            Reference::new("RFC 5321 §2.3.8", "https://www.rfc-editor.org/rfc/rfc5321#section-2.3.8"),
            Reference::new("RFC 5322 §2.3", "https://www.rfc-editor.org/rfc/rfc5322#section-2.3"),
            Reference::new("Postfix: SMTP smuggling", "https://www.postfix.org/smtp-smuggling.html"),
            Reference::new("Bare LFs in SMTP", "https://cr.yp.to/docs/smtplf.html"),
        ],
        checked: Some("2026-11-24"),
    }),
    ..Entry::PLAIN
};
