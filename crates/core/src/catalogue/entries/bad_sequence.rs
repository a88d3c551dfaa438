//! `bad-sequence`: the commands came in an order that the server does not accept.

use crate::catalogue::entry::*;
use crate::probe::Stage;

/// The commands came in an order that the server does not accept.
pub static BAD_SEQUENCE: Entry = Entry {
    slug: "bad-sequence",
    family: Family::CouldNotConnectOrSignIn,
    text: pack!(Draft {
        title: "The server says that the steps came in the wrong order",
        meaning: "Sending mail follows a fixed order: greeting, encryption, sign in, sender, recipients, message. The \
                  server got a step that it did not expect at that point. The settings can cause this, but mostly it \
                  is the sending program.",
        causes: &[
            "An earlier step was refused and the sending program went on regardless; the first error is the one that \
             counts.",
            "The server wants encryption or sign in before this step.",
            "The sending program is faulty, or signs in twice or talks before the greeting.",
            "A mail filter in between swallows commands.",
        ],
        steps: &[
            Step::you(
                "Read the error that came before this one in the log of the sending program, and have that \
                       explained.",
            ),
            Step::you("Check the secure connection: port 465 with SSL (implicit TLS), port 587 with TLS (STARTTLS)."),
            Step::you("Run the connection test here: it keeps the order and shows at which step the server refuses."),
            Step::by(Who::NetworkAdmin, "Switch off SMTP inspection in the firewall for a test."),
        ],
        escalate: "If the test passes here and sending still fails, give your IT team the sending program's name and \
                   version and its whole conversation with the server, with passwords removed.",
        references: &[
            Reference::new("RFC 5321 §4.1.4", "https://www.rfc-editor.org/rfc/rfc5321#section-4.1.4"),
            Reference::new("RFC 5321 §4.3.1", "https://www.rfc-editor.org/rfc/rfc5321#section-4.3.1"),
        ],
        checked: None,
    }),
    patterns: patterns!("bad_sequence"),
    examples: examples![
        Example::at(Stage::MailFrom, "503 5.5.1 Error: send HELO/EHLO first"),
        Example::at(Stage::RcptTo, "503 5.5.1 Error: need MAIL command"),
        Example::at(Stage::MailFrom, "503 5.5.1 Error: nested MAIL command"),
        Example::at(Stage::MailFrom, "503 HELO or EHLO required"),
        Example::at(Stage::Message, "503 valid RCPT command must precede DATA"),
        Example::at(Stage::Ehlo, "554 SMTP synchronization error"),
        Example::at(Stage::MailFrom, "503 5.5.2 Send hello first"),
        Example::at(
            Stage::MailFrom,
            "503-5.5.1 EHLO/HELO first. For more information, go to\n503 5.5.1 \
             https://support.google.com/a/answer/3221692",
        ),
        Example::at(Stage::RcptTo, "503 5.5.0 MAIL needed first"),
        Example::at(Stage::Auth, "503 5.5.1 Error: already authenticated"),
        Example::at(Stage::MailFrom, "503 5.5.1 Invalid command: Command not allowed at this point."),
        Example::at(Stage::RcptTo, "503 Bad sequence of commands"),
        Example::at(Stage::MailFrom, "503 5.0.0 Polite people say HELO first"),
        Example::at(Stage::Message, "503 5.5.1 Error: need RCPT command"),
        Example::at(Stage::Message, "503 RCPT required first"),
        Example::at(Stage::MailFrom, "503 5.5.0 MAIL already given"),
        Example::at(Stage::MailFrom, "503 sender already given"),
        Example::at(Stage::RcptTo, "503 sender not yet given"),
        Example::at(Stage::RcptTo, "503 EHLO/HELO and MAIL FROM first please"),
        Example::at(Stage::EhloAgain, "503 you already said HELO"),
        Example::at(Stage::Ehlo, "503 wrong state for HELO command"),
        Example::at(Stage::Message, "503 Improper sequence of commands"),
        Example::at(Stage::Message, "503 5.5.1 A mail transaction protocol command was issued out of sequence."),
        Example::at(Stage::Ehlo, "550 5.5.1 Command received before SMTP greeting"),
        Example::at(
            Stage::Starttls,
            "523-5.7.10 SMTP protocol violation, no commands allowed to pipeline after\n523 5.7.10 STARTTLS",
        ),
        Example::at(Stage::Greeting, "421 mail.example.com You talk too soon"),
        Example::at(Stage::Starttls, "502 5.5.1 TLS is already active."),
    ],
};
