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
        meaning: "This sentence does not accuse you of sending spam, and it is no refusal. It is the second and \
                  third line of the standard greeting of many hosting servers (cPanel with Exim); a sending program \
                  that shows it as the answer to EHLO has taken a line of the greeting for the next answer.",
        causes: &[
            Cause::new("The sending program reads only the first line of the greeting and takes the next one for the answer to \
             its EHLO."),
            Cause::new("The port and the secure connection do not fit each other, so that program and server talk at cross \
             purposes."),
            Cause::new("The server does not trust the sending system or wants encryption or sign in first, and the real reason is \
             hidden behind the greeting."),
        ],
        steps: &[
            Step::you("Check the pair: port 465 with SSL (implicit TLS), port 587 with TLS (STARTTLS)."),
            Step::you(
                "Run the connection test here: it reads the whole greeting and shows what the server really \
                       answers.",
            ),
            Step::by(
                Who::MailAdmin,
                "See in the server's log what became of the connection: required encryption, relay permission or sign \
                 in.",
            ),
            Step::you("If the test passes here, ask the portal's support to correct the sending program: it must read \
                 every line of a greeting.",
            ),
        ],
        escalate: "If the test passes here and sending still fails, give your IT team the whole error text, port and \
                   secure connection, and the transcript of this test; ask them to confirm encryption, relay \
                   permission and OAuth settings.",
        references: &[
            Reference::new("RFC 5321 §4.2.1", "https://www.rfc-editor.org/rfc/rfc5321#section-4.2.1"),
            Reference::new("RFC 5321 §3.1", "https://www.rfc-editor.org/rfc/rfc5321#section-3.1"),
            Reference::new("RFC 5321 §4.3.1", "https://www.rfc-editor.org/rfc/rfc5321#section-4.3.1"),
        ],
        checked: None,
    }),
    ..Entry::PLAIN
};
