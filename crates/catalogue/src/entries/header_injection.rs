//! `header-injection`: a line break in a value adds fields to the message header.

use crate::entry::*;

/// A line break in a value adds fields to the message header.
pub static HEADER_INJECTION: Entry = Entry {
    slug: "header-injection",
    family: Family::BodyOrEnvelope,
    title: "A line break in a value adds fields to the message header",
    text: text!(Text {
        meaning: "A subject, name or address contains a line break. The text after it is read as a separate header \
                  field, for example Bcc. This can change who receives the message and what it says. Spammers misuse \
                  forms that let such text through.",
        causes: &[
            Cause::new("The value was pasted with a line break, for example from a spreadsheet cell."),
            Cause::new("A form copies visitors' input into the header without checking it."),
            Cause::new("Somebody misuses the form to send messages to their own recipients."),
        ],
        steps: &[
            Step::you("Write the value again on one line, without line breaks."),
            Step::you(
                "Read the fields after the line break. If they name recipients that you don't know, turn off the form \
                 until it is corrected.",
            ),
            Step::you(
                "Ask the portal's support to refuse or remove line breaks (CR and LF) in every value that goes into a \
                 header.",
            ),
            Step::by(
                Who::MailAdmin,
                "Look in the server's log for messages from the portal to recipients that do not belong there.",
            ),
        ],
        escalate: "If the text isn't yours, tell the people responsible for the portal's security. Give them the form, \
                   the time and the message as it was sent.",
        references: &[
            Reference::new("RFC 5322 §2.2", "https://www.rfc-editor.org/rfc/rfc5322#section-2.2"),
            Reference::new("CWE-93: CRLF injection", "https://cwe.mitre.org/data/definitions/93.html"),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
