//! `line-too-long`: a line of the message is longer than mail allows.

use crate::entry::*;

/// A line of the message is longer than mail allows.
pub static LINE_TOO_LONG: Entry = Entry {
    slug: "line-too-long",
    family: Family::BodyOrEnvelope,
    title: "A line of the message is longer than mail allows",
    text: text!(Text {
        meaning: "A message may have any number of lines, but each line may have at most 998 characters. A line of \
                  this message is longer. Servers refuse that, or break the line at a point that damages the text.",
        causes: &[
            Cause::new("The body is HTML that a program or an editor writes as one long line."),
            Cause::new("The body is sent without an encoding that breaks long lines (quoted-printable or base64)."),
            Cause::new("A picture or a file is in the message as one long line of base64."),
            Cause::new("A header field is too long, for example To with many recipients, and is not folded."),
        ],
        steps: &[
            Step::you(
                "Put line breaks into the HTML of the template, for example after each paragraph or table row, and \
                 test again.",
            ),
            Step::you(
                "Ask the portal's support to send the body as quoted-printable or base64. They keep lines within 76 \
                 characters.",
            )
            .command("Content-Transfer-Encoding: quoted-printable"),
            Step::you("If the line is the To or Cc field, send to fewer recipients in one message."),
            Step::by(
                Who::MailAdmin,
                "If you run the refusing server and must accept such messages for a while, turn off its check. In \
                 Debian's Exim, this is the setting.",
            )
            .command("IGNORE_SMTP_LINE_LENGTH_LIMIT = true"),
        ],
        escalate: "If the template has no long line and the error remains, give the portal's support the server's \
                   reply and the message as it was sent (.eml). Ask for lines of at most 998 characters.",
        references: &[
            Reference::new("RFC 5322 §2.1.1", "https://www.rfc-editor.org/rfc/rfc5322#section-2.1.1"),
            Reference::new("RFC 5321 §4.5.3.1.6", "https://www.rfc-editor.org/rfc/rfc5321#section-4.5.3.1.6"),
            Reference::new("RFC 2045 §6.7", "https://www.rfc-editor.org/rfc/rfc2045#section-6.7"),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
