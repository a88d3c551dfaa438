//! `message-invisible-character`: the message contains control or invisible characters.

use crate::entry::*;

/// The message contains control or invisible characters.
pub static MESSAGE_INVISIBLE_CHARACTER: Entry = Entry {
    slug: "message-invisible-character",
    family: Family::BodyOrEnvelope,
    title: "The message contains control or invisible characters",
    text: text!(Text {
        meaning: "Text can contain characters that you can't see: control characters, zero bytes (NUL), a byte order \
                  mark or zero-width spaces. Servers refuse messages with some of them, and filters treat others as an \
                  attempt to deceive. In links and addresses, they lead to the wrong place.",
        causes: &[
            Cause::new("The text was pasted from a document, a PDF, a web page or a chat."),
            Cause::new("A template was saved with a byte order mark, as some editors do."),
            Cause::new("Data from another system is inserted into the message unchanged."),
        ],
        steps: &[
            Step::you("Delete the part shown here and type it by hand, or paste the text without formatting."),
            Step::you("Save templates as UTF-8 without a byte order mark."),
            Step::you(
                "If the characters come from imported data, clean the data where it is stored. Send binary data as an \
                 attachment.",
            ),
        ],
        escalate: "If the characters come back, give the portal's support the position and the character shown here, \
                   and the message as it was sent (.eml).",
        references: &[
            Reference::new("RFC 5322 §2.1", "https://www.rfc-editor.org/rfc/rfc5322#section-2.1"),
            Reference::new("RFC 2045 §2.7", "https://www.rfc-editor.org/rfc/rfc2045#section-2.7"),
            Reference::new("RFC 2045 §2.8", "https://www.rfc-editor.org/rfc/rfc2045#section-2.8"),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
