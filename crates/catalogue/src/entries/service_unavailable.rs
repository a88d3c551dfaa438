//! `service-unavailable`: the mail service is not available at the moment.

use crate::entry::*;

/// The mail service is not available at the moment.
pub static SERVICE_UNAVAILABLE: Entry = Entry {
    slug: "service-unavailable",
    family: Family::CouldNotConnectOrSignIn,
    title: "The mail service is not available at the moment",
    text: text!(Text {
        meaning: "The server answers, but says that it cannot work now. A code that begins with 4 means: try again \
                  later. The server address, port and password may all be right.",
        causes: &[
            Cause::new("The server is overloaded, under maintenance or has an internal fault."),
            Cause::new("Part of the server, such as its user directory or its queue, does not work."),
            Cause::new("The server refuses the sender's address without giving the reason."),
            Cause::new(
                "A relay requires a proper name in the sender's EHLO. Google's relay then says to try again later.",
            ),
        ],
        steps: &[
            Step::you("Wait a quarter of an hour and run the test again. Avoid many quick attempts."),
            Step::you("Check the provider's status page."),
            Step::by(
                Who::MailAdmin,
                "Look in the server's log at the time of the test: disk, queue, user directory, configuration.",
            ),
            Step::by(Who::Provider, "If it lasts, say why the server refuses this sender, and what has to change."),
        ],
        escalate: "If it lasts longer than an hour, give your IT team or the provider the server's reply, the time and \
                   the sending system's address.",
        references: &[
            Reference::new("RFC 5321 §4.2.3", "https://www.rfc-editor.org/rfc/rfc5321#section-4.2.3"),
            Reference::new("RFC 5321 §3.1", "https://www.rfc-editor.org/rfc/rfc5321#section-3.1"),
            Reference::new("RFC 3463 §3.4", "https://www.rfc-editor.org/rfc/rfc3463#section-3.4"),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
