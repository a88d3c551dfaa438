//! Address lists as users type them, with commas, semicolons, line breaks, display names and quotation marks.

use smtp_doctor_catalogue::Finding;
use smtp_doctor_catalogue::entries::*;
use smtp_doctor_model::Field;
use smtp_doctor_model::SettingsPatch;
use smtp_doctor_model::Span;

use crate::address;
use crate::address::Address;
use crate::address_problem::AddressProblem;
use crate::address_problem::AddressProblemKind;
use crate::text;
use crate::text::BLANKS;

/// The most findings per field. Nobody fixes more at once, and a pasted megabyte must not become ten.
const MAX_FINDINGS: usize = 20;

/// Parses a list field. Returns the well-formed addresses even if others are malformed.
pub fn parse(field: Field, typed: &str, findings: &mut Vec<Finding>) -> Vec<Address> {
    let mut addresses = Vec::new();
    if typed.is_empty() {
        return addresses;
    }
    let mut list = ListParser { field, typed, findings, left: MAX_FINDINGS };
    let items = split_items(typed);
    let mut i = 0;
    while let Some(&item) = items.get(i) {
        i += 1;
        if item.text.is_empty() {
            continue;
        }
        if let Some(&next) = items.get(i)
            && let Some((both, meant)) = comma_instead_of_dot(typed, item, next)
        {
            let detail = "The domain contains a comma instead of a dot.".to_owned();
            list.report(
                both,
                AddressProblem { kind: AddressProblemKind::Invalid, detail, replacement: Some(meant) },
                false,
            );
            i += 1;
            continue;
        }
        if let Some(address) = list.mailbox(item) {
            addresses.push(address);
        }
    }
    addresses
}

/// A trimmed part of the typed text between separators, with its byte offset.
#[derive(Clone, Copy)]
struct Item<'a> {
    text: &'a str,
    start: usize,
}

impl Item<'_> {
    fn trimmed(self, blanks: &[char]) -> Self {
        let from = self.text.trim_start_matches(blanks);
        Self { text: from.trim_end_matches(blanks), start: self.start + (self.text.len() - from.len()) }
    }

    fn end(self) -> usize {
        self.start + self.text.len()
    }
}

struct ListParser<'a, 'f> {
    field: Field,
    typed: &'a str,
    findings: &'f mut Vec<Finding>,
    left: usize,
}

impl<'a> ListParser<'a, '_> {
    /// One item: a bare address, or `Display Name <address>`.
    fn mailbox(&mut self, item: Item<'a>) -> Option<Address> {
        if !item.text.bytes().any(|b| matches!(b, b'<' | b'>')) {
            return self.bare(item);
        }
        if let Some((name, _)) = item.text.split_once('<')
            && let Some(hidden) = name
                .split([' ', '\t', '\n'])
                .find(|it| it.contains('@') && !item.text.contains(&format!("<{it}>")) && address::parse(it).is_ok())
        {
            let detail = format!(
                "There is another address before the angle brackets: {}. Is a comma missing?",
                text::quote(hidden)
            );
            self.report(item, AddressProblem { kind: AddressProblemKind::Invalid, detail, replacement: None }, false);
        }
        let bare = match angle_brackets(item) {
            Ok(bare) => bare,
            Err(why) => {
                let problem = AddressProblem {
                    kind: AddressProblemKind::Invalid,
                    detail: why.to_owned(),
                    replacement: repaired_brackets(item.text),
                };
                self.report(item, problem, false);
                return None;
            }
        };
        self.bare(bare)
    }

    /// A bare address.
    fn bare(&mut self, bare: Item<'a>) -> Option<Address> {
        match address::parse(bare.text) {
            Ok((address, warning)) => {
                if let Some(problem) = warning {
                    self.report(bare, problem, true);
                }
                Some(address)
            }
            Err(problem) => {
                self.report(bare, problem, false);
                None
            }
        }
    }

    fn report(&mut self, item: Item<'_>, problem: AddressProblem, usable: bool) {
        let invalid = if self.field == Field::From { &FROM_INVALID } else { &RECIPIENT_INVALID };
        let about = match problem.kind {
            AddressProblemKind::ExtraSpace => &ADDRESS_EXTRA_SPACE,
            AddressProblemKind::Invalid => invalid,
            AddressProblemKind::Invisible => &ADDRESS_INVISIBLE_CHARACTER,
            AddressProblemKind::Typo => &ADDRESS_TYPO,
        };
        let finding = if usable { Finding::warning(about) } else { Finding::error(about) };
        self.push(finding.saying(problem.detail), item.start, item.end(), problem.replacement.as_deref());
    }

    fn push(&mut self, finding: Finding, start: usize, end: usize, replacement: Option<&str>) {
        let Some(left) = self.left.checked_sub(1) else { return };
        self.left = left;
        let mut finding = finding.at(self.field).spanning(Span::of_bytes(self.typed, start, end));
        if let Some(replacement) = replacement {
            let whole = format!("{}{replacement}{}", &self.typed[..start], &self.typed[end..]);
            finding = finding.fixed_by(SettingsPatch::text(self.field, whole.trim()));
        }
        self.findings.push(finding);
    }
}

/// Splits at separators outside quotation marks, comments and angle brackets. A comma in an unquoted display name
/// (`Smith, John <john@example.com>`) does not separate, because the address belongs to the whole name.
fn split_items(typed: &str) -> Vec<Item<'_>> {
    let whole = Item { text: typed, start: 0 };
    if !typed.bytes().any(|b| matches!(b, b',' | b';' | b'\n')) {
        return vec![whole.trimmed(&BLANKS)];
    }
    let mut items: Vec<Item<'_>> = Vec::new();
    let mut state = Outside;
    let mut start = 0;
    let mut name_start: Option<usize> = None;
    let mut close = |start: usize, end: usize, separator: char| {
        let item = Item { text: &typed[start..end], start }.trimmed(&BLANKS);
        let bare_name = separator == ',' && !item.text.is_empty() && !item.text.contains(['@', '<']);
        if item.text.contains('<')
            && let Some(first) = name_start.take()
        {
            let from = items.get(first).map_or(item.start, |it| it.start);
            items.truncate(first);
            items.push(Item { text: &typed[from..item.end()], start: from });
            return;
        }
        if bare_name {
            name_start.get_or_insert(items.len());
        } else {
            name_start = None;
        }
        items.push(item);
    };
    let last_close = typed.rfind(')').unwrap_or(0);
    let mut escaped = false;
    for (at, c) in typed.char_indices() {
        if std::mem::take(&mut escaped) {
            continue;
        }
        state = match (state, c) {
            (InQuotes | InComment, '\\') => {
                escaped = true;
                state
            }
            (Outside, '"') if has_closing_quote(&typed[at + 1..]) => InQuotes,
            (InQuotes, '"') => Outside,
            (Outside, '(') if at < last_close => InComment,
            (InComment, ')') => Outside,
            // A folded header field: the address is on the line after its name (RFC 5322 §2.2.3).
            (Outside, '\n') if is_folded(&typed[at + 1..]) => Outside,
            (Outside, ',' | ';' | '\n') => {
                close(start, at, c);
                start = at + 1;
                Outside
            }
            _ => state,
        };
    }
    close(start, typed.len(), '\n');
    items
}

use State::*;

#[derive(Clone, Copy)]
enum State {
    Outside,
    InComment,
    InQuotes,
}

/// Whether the next line starts with white space and an address in angle brackets.
fn is_folded(rest: &str) -> bool {
    rest.starts_with([' ', '\t']) && rest.chars().take(200).find(|c| !matches!(c, ' ' | '\t')) == Some('<')
}

/// Whether a closing quotation mark follows on the same line. Without one, the opening mark is an ordinary character.
fn has_closing_quote(rest: &str) -> bool {
    rest.bytes().take(1_000).take_while(|&b| b != b'\n').any(|b| b == b'"')
}

/// The address inside angle brackets, or the whole item if there are none.
fn angle_brackets(item: Item<'_>) -> Result<Item<'_>, &'static str> {
    let after_name = if item.text.starts_with('"') { item.text[1..].find('"').map_or(0, |at| at + 2) } else { 0 };
    let open = item.text[after_name..].find('<').map(|at| at + after_name);
    match (open, item.text[after_name..].rfind('>').map(|at| at + after_name)) {
        (None, None) => Ok(item),
        (Some(open), Some(close)) if open < close => {
            let tail = item.text[close + 1..].trim();
            if tail.starts_with('(') && tail.ends_with(')') {
                return Err("Remove the comment in parentheses after the address.");
            }
            if !tail.is_empty() {
                return Err("There is text after the closing angle bracket.");
            }
            Ok(Item { text: &item.text[open + 1..close], start: item.start + open + 1 }.trimmed(&[' ', '\t']))
        }
        (Some(_), _) => Err("The closing angle bracket is missing."),
        (None, Some(_)) => Err("The opening angle bracket is missing."),
    }
}

/// The item with its brackets repaired, if that makes it an address.
fn repaired_brackets(item: &str) -> Option<String> {
    if let Some((kept, _)) = item.rsplit_once('>').filter(|(_, tail)| tail.trim().starts_with('(')) {
        return kept.rsplit_once('<').filter(|(_, it)| address::parse(it.trim()).is_ok()).map(|_| format!("{kept}>"));
    }
    if let Some((name, rest)) = item.rsplit_once('<')
        && !rest.contains('>')
    {
        return address::parse(rest.trim()).is_ok().then(|| format!("{name}<{}>", rest.trim()));
    }
    let bare = item.strip_suffix('>')?;
    address::parse(bare).is_ok().then(|| bare.to_owned())
}

/// `user@example,com`: a comma instead of a dot. Returns both halves as one item, and the corrected address.
fn comma_instead_of_dot<'a>(typed: &'a str, item: Item<'a>, next: Item<'a>) -> Option<(Item<'a>, String)> {
    let (_, domain) = item.text.rsplit_once('@')?;
    let label =
        |it: &str| !it.is_empty() && it.len() <= 63 && it.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    let meant = format!("{}.{}", item.text, next.text);
    let halves = label(domain) && next.text.split('.').all(label) && typed.get(item.end()..next.start) == Some(",");
    (halves && address::parse(&meant).is_ok())
        .then(|| (Item { text: &typed[item.start..next.end()], start: item.start }, meant))
}

/// Parses the From field, which has exactly one address.
pub fn parse_from(typed: &str, findings: &mut Vec<Finding>) -> Option<Address> {
    if typed.trim_matches(|c: char| c.is_whitespace() || text::is_invisible(c)).is_empty() {
        findings.push(Finding::error(&FROM_BLANK).at(Field::From));
        return None;
    }
    let before = findings.len();
    let mut addresses = parse(Field::From, typed, findings);
    if addresses.len() > 1 {
        findings.push(
            Finding::error(&FROM_INVALID)
                .at(Field::From)
                .saying(format!("From contains {} addresses. Enter exactly one.", addresses.len())),
        );
        return None;
    }
    if addresses.is_empty() && findings.len() == before {
        findings.push(Finding::error(&FROM_INVALID).at(Field::From).saying("Enter an e-mail address."));
    }
    let trimmed = typed.trim_matches(BLANKS);
    if trimmed.len() != typed.len() && findings.len() == before {
        findings.push(
            Finding::warning(&ADDRESS_EXTRA_SPACE)
                .at(Field::From)
                .saying("The address starts or ends with a space or line break.")
                .fixed_by(SettingsPatch::text(Field::From, trimmed)),
        );
    }
    let usable = findings[before..].iter().all(|it| it.severity != smtp_doctor_model::Severity::Error);
    addresses.pop().filter(|_| usable)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(typed: &str, addresses: &[&str], slugs: &[&str]) -> Vec<Finding> {
        let mut findings = Vec::new();
        let parsed = parse(Field::To, typed, &mut findings);
        assert_eq!(parsed.iter().map(Address::as_str).collect::<Vec<_>>(), addresses, "{typed}: {findings:?}");
        assert_eq!(findings.iter().map(|it| it.about.slug).collect::<Vec<_>>(), slugs, "{typed}");
        findings
    }

    #[test]
    fn all_separators_are_understood() {
        check("a@example.com", &["a@example.com"], &[]);
        check(
            "a@example.com, b@example.com;c@example.com\nd@example.com,",
            &["a@example.com", "b@example.com", "c@example.com", "d@example.com"],
            &[],
        );
        check(
            "\"Smith, John\" <john@example.com>, Jane <jane@example.com>",
            &["john@example.com", "jane@example.com"],
            &[],
        );
        check(
            "Smith, John <john@example.com>; Doe, MD, Jane <jane@example.com>",
            &["john@example.com", "jane@example.com"],
            &[],
        );
        check("a@example.com, John <john@example.com>", &["a@example.com", "john@example.com"], &[]);
        check("\"quoted \\\" mark\" <a@example.com>", &["a@example.com"], &[]);
        check("“Joe” <joe@example.com>", &["joe@example.com"], &[]);
        check("Ned Freed\n      <ned@example.com>, x@example.com", &["ned@example.com", "x@example.com"], &[]);
        check("phil@example.com <phil@example.com>", &["phil@example.com"], &[]);
        check("", &[], &[]);
        check(" , ;\n", &[], &[]);
    }

    #[test]
    fn a_malformed_address_has_a_span_and_leaves_the_others_alone() {
        let findings = check(
            "ä <a@example.com>, böse, c@example.com",
            &["a@example.com", "c@example.com"],
            &["recipient-invalid"],
        );
        assert_eq!(findings[0].span, Some(Span { start: 19, end: 23 }));
        let findings = check("a@example.com, b @example.com", &["a@example.com"], &["address-extra-space"]);
        assert_eq!(findings[0].fix, Some(SettingsPatch::text(Field::To, "a@example.com, b@example.com")));
        let findings = check("user@example,com", &[], &["recipient-invalid"]);
        assert_eq!(findings[0].fix, Some(SettingsPatch::text(Field::To, "user@example.com")));
        let findings = check("John <john@example.com", &[], &["recipient-invalid"]);
        assert_eq!(findings[0].fix, Some(SettingsPatch::text(Field::To, "John <john@example.com>")));
        check("john@example.com>", &[], &["recipient-invalid"]);
        check("<john@example.com> x", &[], &["recipient-invalid"]);
        check("\"open quote <a@example.com>", &["a@example.com"], &[]);
        check("user@gmial.com", &["user@gmial.com"], &["address-typo"]);
        check("a@x.com Bob <b@x.com>", &["b@x.com"], &["recipient-invalid"]);
        let findings = check("<a@example.com> (office)", &[], &["recipient-invalid"]);
        assert_eq!(findings[0].fix, Some(SettingsPatch::text(Field::To, "<a@example.com>")));
        check("\"a>b\" <c@example.com>", &["c@example.com"], &[]);
    }

    #[test]
    fn a_megabyte_of_text_has_few_findings() {
        for piece in ["x, ", "x(,", "\"", "<", "x\n <", ";x\n"] {
            let mut findings = Vec::new();
            assert!(parse(Field::To, &piece.repeat(1_000_000 / piece.len()), &mut findings).is_empty());
            assert!((1..=MAX_FINDINGS).contains(&findings.len()), "{piece}: {}", findings.len());
        }
    }

    #[test]
    fn from_must_be_exactly_one_address() {
        let slugs = |typed: &str| {
            let mut findings = Vec::new();
            let parsed = parse_from(typed, &mut findings);
            (parsed.map(|it| it.to_string()), findings.iter().map(|it| it.about.slug).collect::<Vec<_>>())
        };
        assert_eq!(slugs("Portal <a@example.com>"), (Some("a@example.com".to_owned()), vec![]));
        assert_eq!(slugs(" a@example.com\n"), (Some("a@example.com".to_owned()), vec!["address-extra-space"]));
        assert_eq!(slugs(" \u{200b}"), (None, vec!["from-blank"]));
        assert_eq!(slugs("a@example.com, b@example.com"), (None, vec!["from-invalid"]));
        assert_eq!(slugs(";"), (None, vec!["from-invalid"]));
    }

    proptest! {
        #[test]
        fn no_text_makes_the_parser_panic_and_spans_stay_inside(typed in any::<String>()) {
            let mut findings = Vec::new();
            let addresses = parse(Field::To, &typed, &mut findings);
            let length = typed.chars().count();
            for finding in &findings {
                let span = finding.span.expect("each finding of a list has a span");
                prop_assert!(span.start <= span.end && span.end <= length);
            }
            for address in addresses {
                prop_assert!(!address.as_str().chars().any(char::is_control));
            }
        }

        #[test]
        fn a_printed_list_parses_to_the_same_addresses(names in prop::collection::vec("[a-z]{1,10}", 1..8)) {
            let typed = names.iter().map(|name| format!("\"{name}, Dr.\" <{name}@example.com>")).collect::<Vec<_>>().join(", ");
            let mut findings = Vec::new();
            let parsed = parse(Field::To, &typed, &mut findings);
            prop_assert_eq!(parsed.len(), names.len());
            prop_assert!(findings.is_empty());
        }
    }
}
