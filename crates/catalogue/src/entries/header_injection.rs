//! `header-injection`: a line break in a value adds fields to the header.

use crate::entry::*;

/// A line break in a value adds fields to the header.
pub static HEADER_INJECTION: Entry = Entry {
    slug: "header-injection",
    family: Family::BodyOrEnvelope,
    title: "A line break in a value adds fields to the message's header",
    text: text!(Text {
        meaning: "A subject, a name or an address contains a line break, and the text behind it is read as a header \
                  field of its own, for example as Bcc. It can change who receives the message and what it says, and \
                  forms that let such text through are misused to send spam.",
        causes: &[
            Cause::new("The value was pasted with a line break, for example from a spreadsheet cell."),
            Cause::new("A form passes what visitors type on to the header without checking it."),
            Cause::new("Somebody misuses the form to send messages to recipients of their own."),
        ],
        steps: &[
            Step::you("Write the value again on one line, without line breaks."),
            Step::you(
                "Read the fields behind the line break: if they name recipients that you do not know, switch the form \
                 off until it is corrected.",
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
        escalate: "If the text is not from you, inform those who look after the portal's security, and hand over the \
                   form, the time and the message as it was sent.",
        references: &[
            Reference::new("RFC 5322 §2.2", "https://www.rfc-editor.org/rfc/rfc5322#section-2.2"),
            Reference::new("CWE-93: CRLF injection", "https://cwe.mitre.org/data/definitions/93.html"),
        ],
        checked: None,
    }),
    ..Entry::PLAIN
};
