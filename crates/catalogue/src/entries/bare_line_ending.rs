//! `bare-line-ending`: the message has line endings that mail does not allow.

use crate::entry::*;

/// The message has line endings that mail does not allow.
pub static BARE_LINE_ENDING: Entry = Entry {
    slug: "bare-line-ending",
    family: Family::BodyOrEnvelope,
    title: "The message has line endings that mail does not allow",
    text: text!(Text {
        meaning: "Every line of a message must end with two characters: carriage return and line feed (CRLF). In this \
                  message one of them appears alone. Many servers refuse that, because it can hide a second, forged \
                  message.",
        causes: &[
            Cause::new("The sending program ends lines with a line feed alone, as is usual on Linux and macOS."),
            Cause::new("Text from a template, a database or a file keeps its own line endings in the message."),
            Cause::new("The header has different line endings from the rest of the message."),
            Cause::new("A single carriage return was pasted with the text, for example from a spreadsheet."),
        ],
        steps: &[
            Step::you("Write the text again in the portal's own editor, or paste it as plain text, and test again."),
            Step::you(
                "Ask the portal's support to end every line of the header and body with CRLF. A mail library that \
                 builds the whole message does this.",
            ),
            Step::by(
                Who::MailAdmin,
                "If you run the refusing server, it can fix the line endings instead of refusing the message. In \
                 Postfix, this is the setting.",
            )
            .command("smtpd_forbid_bare_newline = normalize"),
            Step::by(
                Who::Microsoft365Admin,
                "For 550 5.6.11, trace the message to the program or device that created it. Correct that one, not \
                 Exchange Online.",
            )
            .at(MICROSOFT_365)
            .command("Exchange admin center > Mail flow > Message trace"),
        ],
        escalate: "The program that builds the message has to be corrected. Give the portal's support the server's \
                   reply and the message as it was sent (.eml).",
        references: &[
            Reference::new("RFC 5321 §2.3.8", "https://www.rfc-editor.org/rfc/rfc5321#section-2.3.8"),
            Reference::new("RFC 5322 §2.3", "https://www.rfc-editor.org/rfc/rfc5322#section-2.3"),
            Reference::new("Postfix: SMTP smuggling", "https://www.postfix.org/smtp-smuggling.html"),
            Reference::new("Bare LFs in SMTP", "https://cr.yp.to/docs/smtplf.html"),
        ],
        checked: Some("2026-11-24"),
    }),
    ..Entry::DEFAULT
};
