//! `html-malformed`: the HTML of the message is broken.

use crate::entry::*;

/// The HTML of the message is broken.
pub static HTML_MALFORMED: Entry = Entry {
    slug: "html-malformed",
    family: Family::BodyOrEnvelope,
    title: "The HTML of the message is broken",
    text: text!(Text {
        meaning: "The message text is HTML with an unclosed tag or a missing end. Mail programs then guess: a link or \
                  bold type runs on, or part of the text is not shown. Spam filters count such HTML against the \
                  message, and some servers refuse it.",
        causes: &[
            Cause::new("A tag was left open or closed in the wrong place when the template was edited."),
            Cause::new("The text was cut off at a length limit of a field or of the portal."),
            Cause::new("HTML was pasted from another program, such as a word processor or a web page."),
            Cause::new("A value with < or & was inserted into the HTML unchanged."),
        ],
        steps: &[
            Step::you("Close or remove the tag shown here, and test again."),
            Step::you("Paste text without its formatting and format it in the portal's editor."),
            Step::you("Check the whole template with an HTML checker, such as the W3C's."),
            Step::you("Turn on a plain-text version of the message, if the portal offers one."),
        ],
        escalate: "If the portal itself writes the broken part, give its support the template, the inserted data and \
                   the message as it was sent (.eml).",
        references: &[
            Reference::new("HTML Standard: the HTML syntax", "https://html.spec.whatwg.org/multipage/syntax.html"),
            Reference::new("W3C: Nu HTML Checker", "https://validator.w3.org/nu/"),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
