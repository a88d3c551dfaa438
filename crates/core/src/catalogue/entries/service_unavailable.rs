//! `service-unavailable`: the server cannot take mail at the moment.

use crate::catalogue::entry::*;
use crate::probe::Stage;

/// The server cannot take mail at the moment.
pub static SERVICE_UNAVAILABLE: Entry = Entry {
    slug: "service-unavailable",
    family: Family::CouldNotConnectOrSignIn,
    text: pack!(Draft {
        title: "The mail service is not available at the moment",
        meaning: "The server answers, but says that it cannot do its work now. A code that begins with 4 means: try \
                  again later. Server address, port and password may all be right.",
        causes: &[
            "The server is overloaded, under maintenance or has an internal fault.",
            "A part of the server, such as its user directory or its queue, does not work.",
            "The server refuses the sender's address without naming the reason.",
            "A relay wants a proper name in the sender's EHLO; Google's relay then says to try again later.",
        ],
        steps: &[
            Step::you("Wait a quarter of an hour and run the test again; avoid many quick attempts."),
            Step::you("Look at the provider's status page."),
            Step::by(
                Who::MailAdmin,
                "Look in the server's log at the time of the test: disk, queue, user directory, configuration.",
            ),
            Step::by(Who::Provider, "If it lasts, say why the server refuses this sender, and what has to change."),
        ],
        escalate: "If it lasts longer than an hour, give your IT team or the provider the server's line, the time and \
                   the sending system's address.",
        references: &[
            Reference::new("RFC 5321 §4.2.3", "https://www.rfc-editor.org/rfc/rfc5321#section-4.2.3"),
            Reference::new("RFC 5321 §3.1", "https://www.rfc-editor.org/rfc/rfc5321#section-3.1"),
            Reference::new("RFC 3463 §3.4", "https://www.rfc-editor.org/rfc/rfc3463#section-3.4"),
        ],
        checked: None,
    }),
    patterns: patterns!("service_unavailable"),
    examples: examples![
        Example::at(Stage::Greeting, "421 mail.example.com Service not available, closing transmission channel"),
        Example::at(Stage::Greeting, "554 mail.example.com ESMTP not accepting connections"),
        Example::at(Stage::Greeting, "554 No SMTP service here"),
        Example::at(Stage::RcptTo, "451 Temporary local problem - please try later"),
        Example::at(Stage::Message, "451 Requested action aborted: local error in processing"),
        Example::at(Stage::RcptTo, "451 4.3.5 Server configuration error"),
        Example::at(Stage::Message, "451 Resources temporarily unavailable. Please try again later [#4.16.5]."),
        Example::at(Stage::MailFrom, "451 4.7.0 Temporary server error. Please try again later. PRX2"),
        Example::at(Stage::Greeting, "421 4.3.0 mail.example.com Server local error"),
        Example::at(Stage::Message, "421 4.3.0 Upstream error"),
        Example::at(Stage::Greeting, "421 mail.example.com Service refused, please try later."),
        Example::at(Stage::Ehlo, "421-4.7.0 Try again later, closing connection. (EHLO)\n421 4.7.0 - gsmtp"),
        Example::at(Stage::Ehlo, "421 4.3.2 Service not available"),
        Example::at(Stage::Greeting, "421 4.3.2 mail.example.com shutting down"),
        Example::at(Stage::Greeting, "421 Too busy; please try again later"),
        Example::at(Stage::Greeting, "451 4.3.0 Temporary internal failure"),
        Example::at(Stage::Quit, "421 4.3.0 Temporary Error"),
        Example::at(Stage::Greeting, "421 mail.example.com Service unavailable"),
    ],
};
