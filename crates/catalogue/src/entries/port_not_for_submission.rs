//! `port-not-for-submission`: the port is not meant for sending mail with a sign-in.

use crate::entry::*;

/// The port is not meant for sending mail with a sign-in.
pub static PORT_NOT_FOR_SUBMISSION: Entry = Entry {
    slug: "port-not-for-submission",
    family: Family::CouldNotConnectOrSignIn,
    title: "This port is not meant for sending mail with a sign-in",
    text: text!(Text {
        meaning: "Applications send mail through port 465 or 587; some providers add others, such as 2525. This port \
                  belongs to another service, or it is port 25. Mail servers use port 25 between themselves, and many \
                  networks block it.",
        causes: &[
            Cause::new("A port for reading mail was used: 993 or 143 (IMAP), 995 or 110 (POP)."),
            Cause::new("A port for web pages was used: 80 or 443."),
            Cause::new("Port 25 was taken from old instructions. It often offers no sign-in."),
            Cause::new("The mail server was deliberately set up on an unusual port."),
        ],
        steps: &[
            Step::you("Use 587 with TLS (STARTTLS), or 465 with SSL (implicit TLS), as your provider's page says."),
            Step::you(
                "Keep port 25 only for a relay that knows the portal by its IP address, or if the provider's page \
                 names it.",
            ),
            Step::by(
                Who::MailAdmin,
                "If the server listens on its own port, confirm that SMTP sign-in is offered there.",
            ),
        ],
        escalate: "If your instructions insist on this port, ask your IT team whether the SMTP server really accepts a \
                   sign-in there. Give them the server address and port.",
        references: &[
            Reference::new("RFC 6409 §3.1", "https://www.rfc-editor.org/rfc/rfc6409#section-3.1"),
            Reference::new("RFC 8314 §3.3", "https://www.rfc-editor.org/rfc/rfc8314#section-3.3"),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
