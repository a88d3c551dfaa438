//! Checks the HTML of a message for unclosed elements, cut-off tags and broken attributes.
//!
//! `html5gum` tokenizes as the HTML standard says. Browsers repair all HTML; this check looks for mistakes of the author,
//! so it ignores elements whose end tag is optional.

use html5gum::DefaultEmitter;
use html5gum::Error;
use html5gum::Token;
use html5gum::Tokenizer;

/// The most flaws of one text. A text with more is probably the wrong file.
const MAX_FLAWS: usize = 5;

/// Elements without content (HTML §13.1.2).
const VOID: &[&str] = &[
    "area", "base", "basefont", "bgsound", "br", "col", "command", "embed", "frame", "hr", "img", "input", "keygen",
    "link", "meta", "param", "source", "track", "wbr",
];

/// Elements whose end tag is optional (HTML §13.1.2.4).
const OPTIONAL_END: &[&str] = &[
    "body", "caption", "colgroup", "dd", "dt", "head", "html", "li", "optgroup", "option", "p", "rp", "rt", "tbody",
    "td", "tfoot", "th", "thead", "tr",
];

/// A flaw at the bytes `start..end` of the HTML.
#[derive(Debug, Eq, PartialEq)]
pub(super) struct Flaw {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) detail: String,
}

/// The flaws of an HTML text, in order.
pub(super) fn flaws(html: &str) -> Vec<Flaw> {
    let mut reader = Reader::default();
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    // Inside style and script, `<` is text.
    emitter.naively_switch_states(true);
    for token in Tokenizer::new_with_emitter(html, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                if !VOID.contains(&&*name) && !tag.self_closing {
                    reader.open.push(Open { name, start: tag.span.start, end: tag.span.end });
                }
            }
            Token::EndTag(tag) => reader.close(&String::from_utf8_lossy(&tag.name), tag.span.start, tag.span.end),
            Token::Error(error) => reader.error(error.value, error.span.start, error.span.end, html),
            Token::String(_) | Token::Comment(_) | Token::Doctype(_) => {}
        }
    }
    reader.finish()
}

struct Open {
    name: String,
    start: usize,
    end: usize,
}

#[derive(Default)]
struct Reader {
    open: Vec<Open>,
    /// Elements that the end tag of another element closed. Their own end tag may still follow (`<b><i></b></i>`).
    crossed: Vec<Open>,
    flaws: Vec<Flaw>,
}

impl Reader {
    fn close(&mut self, name: &str, start: usize, end: usize) {
        if let Some(at) = self.open.iter().rposition(|it| it.name == name) {
            let inside = self.open.split_off(at + 1);
            self.open.pop();
            self.crossed.extend(inside.into_iter().filter(|it| !OPTIONAL_END.contains(&&*it.name)));
        } else if let Some(at) = self.crossed.iter().rposition(|it| it.name == name) {
            self.crossed.remove(at);
        } else if !VOID.contains(&name) && !OPTIONAL_END.contains(&name) {
            self.flaws.push(Flaw { start, end, detail: format!("</{name}> closes an element that is not open.") });
        }
    }

    fn error(&mut self, error: Error, start: usize, end: usize, html: &str) {
        let detail = match error {
            Error::EofInTag => "The HTML ends inside a tag.",
            Error::EofInComment => "A comment (<!--) is not closed.",
            Error::EofBeforeTagName => "The HTML ends with a single \u{201c}<\u{201d}.",
            Error::InvalidFirstCharacterOfTagName => {
                "\u{201c}<\u{201d} does not begin a tag here. Write the character as &lt;."
            }
            Error::DuplicateAttribute => "A tag has the same attribute twice.",
            Error::MissingWhitespaceBetweenAttributes | Error::UnexpectedCharacterInAttributeName => {
                "The attributes of a tag are malformed. Is a quotation mark missing?"
            }
            // Other errors, such as a missing doctype, do no harm.
            _ => return,
        };
        let start = boundary(html, start);
        let end = boundary(html, end.max(start + 1)).max(start);
        if self.flaws.last().is_none_or(|it| it.detail != detail) {
            self.flaws.push(Flaw { start, end, detail: detail.to_owned() });
        }
    }

    fn finish(mut self) -> Vec<Flaw> {
        let left = self.open.into_iter().filter(|it| !OPTIONAL_END.contains(&&*it.name)).chain(self.crossed);
        self.flaws.extend(left.map(|it| Flaw {
            start: it.start,
            end: it.end,
            detail: format!("<{}> is opened and never closed.", it.name),
        }));
        self.flaws.sort_by_key(|it| it.start);
        let more = self.flaws.len().saturating_sub(MAX_FLAWS);
        self.flaws.truncate(MAX_FLAWS);
        if let Some(last) = self.flaws.last_mut().filter(|_| more > 0) {
            last.detail.push_str(&format!(" There are {more} more problems."));
        }
        self.flaws
    }
}

/// The start of the character that contains the byte `at`.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&it| text.is_char_boundary(it)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn details(html: &str) -> Vec<String> {
        flaws(html).into_iter().map(|it| it.detail).collect()
    }

    #[test]
    fn valid_html_has_no_flaw() {
        for html in [
            "",
            "plain text, 3 > 2",
            "<p>one<p>two<br>three<img src=x><hr/>",
            "<ul><li>a<li>b</ul><table><tr><td>1<td>2</table>",
            "<!DOCTYPE html><html><head><style>a > b { color: red } /* <b> */</style></head><body>x</body></html>",
            "<!--[if mso]><table><tr><td><![endif]--><div>x</div><!--[if mso]></td></tr></table><![endif]-->",
            "<b><i>crossed</b></i>",
            "</p></br>",
        ] {
            assert_eq!(details(html), Vec::<String>::new(), "{html}");
        }
    }

    #[test]
    fn flaws_are_reported_with_their_position() {
        assert_eq!(details("<p>see <a href='x'>here.</p>"), ["<a> is opened and never closed."]);
        assert_eq!(details("x</div>"), ["</div> closes an element that is not open."]);
        assert_eq!(details("<div><b>x</div>"), ["<b> is opened and never closed."]);
        assert_eq!(details("<p>cut <a href="), ["The HTML ends inside a tag."]);
        assert_eq!(
            details("<p>if a < b then"),
            ["\u{201c}<\u{201d} does not begin a tag here. Write the character as &lt;."]
        );
        assert_eq!(details("<a href=\"x class=\"y\">z</a>").len(), 1);
        let flaw = &flaws("<p>see <a href='x'>here.</p>")[0];
        assert_eq!((flaw.start, flaw.end), (7, 19));
    }

    #[test]
    fn only_the_first_flaws_are_listed() {
        let found = details(&"<div>".repeat(50));
        assert_eq!(found.len(), 5);
        assert!(found[4].ends_with("There are 45 more problems."), "{}", found[4]);
    }
}
