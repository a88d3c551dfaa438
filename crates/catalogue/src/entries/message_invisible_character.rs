//! `message-invisible-character`: the message contains control or invisible characters.

use crate::entry::*;

/// The message contains control or invisible characters.
pub static MESSAGE_INVISIBLE_CHARACTER: Entry = Entry {
    slug: "message-invisible-character",
    family: Family::BodyOrEnvelope,
    title: "The message contains control or invisible characters",
    text: text!(Text {
        meaning: "Text can carry characters that are not shown: control characters, zero bytes (NUL), a byte order \
                  mark or zero-width spaces. Servers refuse messages with some of them, filters take others for an \
                  attempt to deceive, and in links and addresses they lead to a wrong place.",
        causes: &[
            Cause::new("The text was pasted from a document, a PDF, a web page or a chat."),
            Cause::new("A template was saved with a byte order mark, as some editors do."),
            Cause::new("Data from another system is put into the message as it is."),
        ],
        steps: &[
            Step::you("Delete the place that is named here and type it by hand, or paste the text without formatting."),
            Step::you("Save templates as UTF-8 without byte order mark."),
            Step::you(
                "If the characters come from imported data, clean the data where it is kept; send binary data as an \
                 attachment.",
            ),
        ],
        escalate: "If the characters come back, give the portal's support the place and the character that are named \
                   here, and the message as it was sent (.eml).",
        references: &[
            Reference::new("RFC 5322 §2.1", "https://www.rfc-editor.org/rfc/rfc5322#section-2.1"),
            Reference::new("RFC 2045 §2.7", "https://www.rfc-editor.org/rfc/rfc2045#section-2.7"),
            Reference::new("RFC 2045 §2.8", "https://www.rfc-editor.org/rfc/rfc2045#section-2.8"),
        ],
        checked: None,
    }),
    ..Entry::PLAIN
};
