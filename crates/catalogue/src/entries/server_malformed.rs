//! `server-malformed`: the server address is not a host name.

use crate::entry::*;

/// The server address is not a host name.
pub static SERVER_MALFORMED: Entry = Entry {
    slug: "server-malformed",
    family: Family::CouldNotConnectOrSignIn,
    title: "The server address is not a host name",
    text: text!(Text {
        meaning: "The field takes one name such as smtp.exampleprovider.com. What is there now cannot be a server's \
                  name, so it cannot be looked up.",
        causes: &[
            Cause::new("A web address was pasted, with https:// in front or a path behind the name."),
            Cause::new("The port was added to the name, such as :587; the port has its own field."),
            Cause::new("An e-mail address was typed in; a server name has no @."),
            Cause::new("A space, a comma, an underscore or another character that host names cannot have was pasted along."),
        ],
        steps: &[
            Step::you("Leave only the name: letters, digits, hyphens and dots."),
            Step::you("Put the port into the port field, and the e-mail address into the user name or From field."),
            Step::you("If the name still looks right, type it by hand instead of pasting it."),
        ],
        escalate: "If the name was given to you in exactly this form, send it to your IT team and ask for the host \
                   name of the SMTP server.",
        references: &[
            Reference::new("RFC 1123 §2.1", "https://www.rfc-editor.org/rfc/rfc1123#section-2.1"),
            Reference::new("RFC 5321 §2.3.5", "https://www.rfc-editor.org/rfc/rfc5321#section-2.3.5"),
        ],
        checked: None,
    }),
    ..Entry::PLAIN
};
