//! `server-malformed`: the server address is not a host name.

use crate::entry::*;

/// The server address is not a host name.
pub static SERVER_MALFORMED: Entry = Entry {
    slug: "server-malformed",
    family: Family::CouldNotConnectOrSignIn,
    title: "The server address is not a host name",
    text: text!(Text {
        meaning: "Enter one name, such as smtp.exampleprovider.com. The text in the field cannot be a server name, so \
                  it cannot be looked up.",
        causes: &[
            Cause::new("A web address was pasted, with https:// in front or a path after the name."),
            Cause::new("The port was added to the name, such as :587. The port has its own field."),
            Cause::new("An e-mail address was entered. A server name has no @."),
            Cause::new("A space, comma, underscore or other character that host names cannot have was pasted too."),
        ],
        steps: &[
            Step::you("Keep only the name: letters, digits, hyphens and dots."),
            Step::you("Enter the port in the port field, and the e-mail address in the user name or From field."),
            Step::you("If the name still looks right, type it by hand instead of pasting it."),
        ],
        escalate: "If you were given the name in exactly this form, send it to your IT team and ask for the host name \
                   of the SMTP server.",
        references: &[
            Reference::new("RFC 1123 §2.1", "https://www.rfc-editor.org/rfc/rfc1123#section-2.1"),
            Reference::new("RFC 5321 §2.3.5", "https://www.rfc-editor.org/rfc/rfc5321#section-2.3.5"),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
