//! `bulk-mail-banner`: the text about unsolicited mail is part of the server's greeting.

use crate::entry::*;

/// The text about unsolicited mail is part of the server's greeting.
pub static BULK_MAIL_BANNER: Entry = Entry {
    slug: "bulk-mail-banner",
    family: Family::EhloFailed,
    title: "The \"unsolicited or bulk e-mail\" text is only the server's greeting",
    field: Some(Field::Port),
    hints_at_pairing: true,
    text: text!(Text {
        meaning: "This sentence doesn't accuse you of spam, and it isn't a refusal. It is lines two and three of the \
                  standard greeting of many hosting servers (cPanel with Exim). A sending program that shows it as the \
                  reply to EHLO has mistaken a line of the greeting for the next reply.",
        causes: &[
            Cause::new(
                "The sending program reads only the first line of the greeting and takes the next one as the reply to \
                 its EHLO.",
            ),
            Cause::new(
                "The port and the secure connection don't match, so the program and the server misread each other.",
            ),
            Cause::new(
                "The server does not trust the sending system, or requires encryption or a sign-in first. The greeting \
                 hides the real reason.",
            ),
        ],
        steps: &[
            Step::you("Check the pair: port 465 with SSL (implicit TLS), port 587 with TLS (STARTTLS)."),
            Step::you("Run the connection test here. It reads the whole greeting and shows the server's real reply."),
            Step::by(
                Who::MailAdmin,
                "Check in the server's log what happened to the connection: required encryption, relay permission or \
                 sign-in.",
            ),
            Step::you(
                "If the test passes here, ask the portal's support to correct the sending program. It must read every \
                 line of a greeting.",
            ),
        ],
        escalate: "If the test passes here and sending still fails, give your IT team the whole error text, the port, \
                   the secure connection and the transcript of this test. Ask them to confirm the encryption, relay \
                   permission and OAuth settings.",
        references: &[
            Reference::new("RFC 5321 §4.2.1", "https://www.rfc-editor.org/rfc/rfc5321#section-4.2.1"),
            Reference::new("RFC 5321 §3.1", "https://www.rfc-editor.org/rfc/rfc5321#section-3.1"),
            Reference::new("RFC 5321 §4.3.1", "https://www.rfc-editor.org/rfc/rfc5321#section-4.3.1"),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
