//! One e-mail address: what can be delivered over today's SMTP (RFC 5321 §4.1.2, RFC 6531 as a warning).

use std::borrow::Cow;
use std::fmt;

use email_address::EmailAddress;
use smtp_doctor_smtp::Mailbox;

use crate::host;
use crate::host_name;
use crate::text;
use crate::typo;

/// An address that passed the parser. It holds no control character, so it cannot end a command line.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Address {
    text: String,
    at: usize,
}

impl Address {
    /// Reads one bare address, without display name.
    ///
    /// # Errors
    ///
    /// [`AddressError`], which says why it cannot be used.
    pub fn parse(typed: &str) -> Result<Self, AddressError> {
        parse(typed).map(|it| it.0).map_err(|it| AddressError(it.detail))
    }

    /// The address as it is sent: the local part as typed, the domain in ASCII as in [`Host::Name`](super::Host::Name).
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The part before the `@`.
    pub fn local_part(&self) -> &str {
        &self.text[..self.at]
    }

    /// The part after the `@`, in ASCII and lower case as in [`Host::Name`](super::Host::Name).
    pub fn domain(&self) -> &str {
        &self.text[self.at + 1..]
    }

    /// The address as an argument of an SMTP command.
    pub fn mailbox(&self) -> Mailbox<'_> {
        #[expect(clippy::expect_used, reason = "the parser refuses control characters")]
        Mailbox::new(&self.text).expect("an address holds no control character")
    }

    /// Whether the server must offer SMTPUTF8 (RFC 6531 §3.3) for this address.
    pub fn needs_smtputf8(&self) -> bool {
        !self.local_part().is_ascii()
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Why a text is not an address that can be used, in a sentence.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct AddressError(String);

impl fmt::Display for AddressError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for AddressError {}

/// What is wrong with an address, and what to write instead where that is clear.
#[derive(Debug, Eq, PartialEq)]
pub(crate) struct AddressProblem {
    pub(crate) kind: AddressProblemKind,
    pub(crate) detail: String,
    pub(crate) replacement: Option<String>,
}

/// Which entry an [`AddressProblem`] is a case of.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum AddressProblemKind {
    /// `address-extra-space`.
    ExtraSpace,
    /// `from-invalid` or `recipient-invalid`.
    Invalid,
    /// `address-invisible-character`.
    Invisible,
    /// `address-typo`.
    Typo,
}

impl AddressProblem {
    fn new(kind: AddressProblemKind, detail: impl Into<String>) -> Self {
        Self { kind, detail: detail.into(), replacement: None }
    }

    fn invalid(detail: impl Into<String>) -> Self {
        Self::new(AddressProblemKind::Invalid, detail)
    }

    /// Proposes `replacement` for `typed`, if that is itself a valid address (or list of them). It must be shorter,
    /// or this would go in circles.
    fn or(self, typed: &str, replacement: &str) -> Self {
        let valid =
            replacement != typed && replacement.split(", ").all(|it| it.len() < typed.len() && parse(it).is_ok());
        Self { replacement: valid.then(|| replacement.to_owned()), ..self }
    }
}

/// The longest local part in octets (RFC 5321 §4.5.3.1.1).
const MAX_LOCAL: usize = 64;
/// The longest address in octets: a path of 256 less its angle brackets (RFC 5321 §4.5.3.1.3).
pub const MAX_ADDRESS: usize = 254;

/// Reads one bare address, without display name. Odd but usable ones come with a warning.
pub(crate) fn parse(typed: &str) -> Result<(Address, Option<AddressProblem>), AddressProblem> {
    if typed.is_empty() {
        return Err(AddressProblem::invalid("There is no address."));
    }
    if typed.len() > 4 * MAX_ADDRESS {
        return Err(AddressProblem::invalid(format!("An address has at most {MAX_ADDRESS} characters.")));
    }
    if let Some(list) = separated(typed) {
        let problem = AddressProblem::invalid("Several addresses stand in one: separate them with commas.");
        return Err(problem.or(typed, &list));
    }
    if let Some((_, c)) = text::first_invisible(typed).filter(|_| !has_joiners_only(typed)) {
        let detail = format!("The address contains {}.", text::name_of(c));
        return Err(AddressProblem::new(AddressProblemKind::Invisible, detail).or(typed, &text::cleaned(typed)));
    }
    let Some((local, domain)) = split_at_sign(typed) else {
        return Err(no_single_at_sign(typed));
    };
    if let Some(problem) = decoration(typed) {
        return Err(problem);
    }
    if let Some(problem) = misplaced(typed, local, domain) {
        return Err(problem);
    }
    let literal = domain.starts_with('[');
    let ascii = if literal {
        literal_domain(domain)?
    } else {
        host_name::name(domain).map_err(|why| AddressProblem::invalid(why.to_string()))?
    };
    // The crate knows only some of the characters of RFC 6531, so each stands as a letter here; invisible ones are out.
    let skeleton = if local.is_ascii() { Cow::Borrowed(local) } else { Cow::Owned(with_letters(local)) };
    // Host names may have underscores anywhere, domains of addresses not at the edge of a label.
    let mut labels = ascii.as_bytes().split(|&b| b == b'.');
    if !EmailAddress::is_valid_local_part(&skeleton) || labels.any(|it| it.starts_with(b"_") || it.ends_with(b"_")) {
        return Err(AddressProblem::invalid(format!("{} is not an e-mail address.", text::quote(typed))));
    }
    let address = Address { text: [local, "@", &ascii].concat(), at: local.len() };
    if address.text.len() > MAX_ADDRESS {
        return Err(AddressProblem::invalid(format!("An address has at most {MAX_ADDRESS} characters.")));
    }
    let warning = odd(&address, typed, literal);
    Ok((address, warning))
}

/// Whether the only invisible characters are joiners that the domain needs.
fn has_joiners_only(typed: &str) -> bool {
    split_at_sign(typed)
        .is_some_and(|(local, domain)| text::first_invisible(local).is_none() && host::has_joiners_only(domain))
}

/// The text with a letter for each character beyond ASCII.
fn with_letters(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii() { c } else { 'x' }).collect()
}

/// The parts around the only `@` outside quotation marks.
fn split_at_sign(text: &str) -> Option<(&str, &str)> {
    let at = text.bytes().rposition(|b| b == b'@')?;
    let (local, domain) = (&text[..at], &text[at + 1..]);
    let quoted = local.len() > 1 && local.starts_with('"') && local.ends_with('"');
    (quoted || !local.contains('@')).then_some((local, domain))
}

/// Several addresses with something between them that does not separate: spaces, tabs, commas of other scripts.
fn separated(typed: &str) -> Option<String> {
    if typed.bytes().filter(|&b| b == b'@').count() < 2 {
        return None;
    }
    let between =
        |c: char| c == ' ' || text::is_odd_space(c) || matches!(c, '\u{ff0c}' | '\u{3001}' | '\u{ff1b}' | '\u{60c}');
    let parts: Vec<&str> = typed.split(between).filter(|it| !it.is_empty()).collect();
    let several = parts.len() > 1 && parts.iter().all(|it| it.len() < typed.len() && parse(it).is_ok());
    several.then(|| parts.join(", "))
}

fn no_single_at_sign(typed: &str) -> AddressProblem {
    if !typed.contains('@') {
        return match typed.chars().find(|&c| c == '\u{ff20}' || c == '\u{fe6b}') {
            Some(sign) => AddressProblem::invalid("The @ is a full-width look-alike.")
                .or(typed, &text::cleaned(&typed.replace(sign, "@"))),
            None => AddressProblem::invalid(format!("There is no @ in {}.", text::quote(typed))),
        };
    }
    AddressProblem::invalid("There is more than one @.").or(typed, &typed.replace("@@", "@"))
}

/// What is put around addresses in other places: `mailto:`, quotation marks, comments.
fn decoration(typed: &str) -> Option<AddressProblem> {
    if typed.bytes().all(|b| b.is_ascii() && !matches!(b, b'"' | b'\'' | b'(' | b':')) {
        return None;
    }
    if let Some(bare) = typed.get(..7).filter(|it| it.eq_ignore_ascii_case("mailto:")).map(|_| &typed[7..]) {
        return Some(AddressProblem::invalid("Leave out \u{201c}mailto:\u{201d}.").or(typed, bare));
    }
    if typed.chars().any(|c| text::plain(c).is_some()) {
        let plain = text::cleaned(typed);
        let bare = plain.trim_matches(['"', '\'', '<', '>']);
        return Some(
            AddressProblem::invalid("Typographic or full-width characters stand in the address.").or(typed, bare),
        );
    }
    for mark in ['"', '\''] {
        if let Some(bare) = typed.strip_prefix(mark).and_then(|it| it.strip_suffix(mark)) {
            return Some(AddressProblem::invalid("The address stands in quotation marks.").or(typed, bare));
        }
    }
    if !typed.starts_with('"') && typed.contains('(') && typed.contains(')') {
        let problem = AddressProblem::invalid("Comments in parentheses are not allowed in an address.");
        return Some(problem.or(typed, without_comments(typed).trim()));
    }
    if let Some((label, rest)) = typed.split_once(':')
        && !label.contains(['@', '['])
    {
        let problem = AddressProblem::invalid(format!("Leave out {}.", text::quote(&format!("{label}:"))));
        return Some(problem.or(typed, rest.trim()));
    }
    None
}

/// The text without its parenthesised parts.
fn without_comments(typed: &str) -> String {
    let mut depth = 0_usize;
    let mut kept = String::with_capacity(typed.len());
    for c in typed.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => kept.push(c),
            _ => {}
        }
    }
    kept
}

/// Spaces and dots where none belong, and parts that are missing or too long.
fn misplaced(typed: &str, local: &str, domain: &str) -> Option<AddressProblem> {
    let quoted = local.starts_with('"');
    if domain.contains(' ') || (local.contains(' ') && !quoted) {
        return Some(space_inside(typed));
    }
    if local.is_empty() {
        return Some(AddressProblem::invalid("Nothing stands before the @."));
    }
    if domain.is_empty() {
        return Some(AddressProblem::invalid("Nothing stands after the @."));
    }
    if local.len() > MAX_LOCAL {
        return Some(AddressProblem::invalid(format!("The part before the @ has at most {MAX_LOCAL} characters.")));
    }
    if !quoted && (local.starts_with('.') || local.ends_with('.') || two_dots(local)) {
        let dots = local.split('.').filter(|it| !it.is_empty()).collect::<Vec<_>>().join(".");
        let problem = AddressProblem::invalid("Before the @, a dot stands at the edge or two dots follow each other.");
        return Some(problem.or(typed, &format!("{dots}@{domain}")));
    }
    if domain.ends_with('.') || domain.starts_with('.') || two_dots(domain) {
        let dots = domain.split('.').filter(|it| !it.is_empty()).collect::<Vec<_>>().join(".");
        let problem = AddressProblem::invalid("After the @, a dot stands at the edge or two dots follow each other.");
        return Some(if dots.contains('.') { problem.or(typed, &format!("{local}@{dots}")) } else { problem });
    }
    None
}

fn two_dots(text: &str) -> bool {
    text.as_bytes().windows(2).any(|it| it[0] == b'.' && it[1] == b'.')
}

/// A space inside: a slip beside the `@` or a dot, or a display name without angle brackets. Anything else is a guess.
fn space_inside(typed: &str) -> AddressProblem {
    let problem = AddressProblem::new(AddressProblemKind::ExtraSpace, "A space stands inside the address.");
    let beside_a_mark = |at: usize| {
        let before = typed[..at].trim_end().ends_with(['@', '.']);
        let after = typed[at..].trim_start().starts_with(['@', '.']);
        before || after
    };
    if typed.match_indices(' ').all(|(at, _)| beside_a_mark(at)) {
        return problem.or(typed, &typed.replace(' ', ""));
    }
    match typed.rsplit_once(' ') {
        Some((name, address)) if !name.contains(['@', '<', '>', '"']) && parse(address).is_ok() => AddressProblem {
            replacement: Some(format!("{} <{address}>", name.trim())),
            ..AddressProblem::invalid("A name without angle brackets around the address.")
        },
        _ => problem,
    }
}

/// `[192.0.2.1]` or `[IPv6:2001:db8::1]` (RFC 5321 §4.1.3).
fn literal_domain(domain: &str) -> Result<String, AddressProblem> {
    let inside = domain.strip_prefix('[').and_then(|it| it.strip_suffix(']')).unwrap_or_default();
    let v6 = inside.get(..5).filter(|it| it.eq_ignore_ascii_case("IPv6:")).map(|_| &inside[5..]);
    let valid = match v6 {
        Some(v6) => v6.parse::<std::net::Ipv6Addr>().is_ok(),
        None => inside.parse::<std::net::Ipv4Addr>().is_ok(),
    };
    if valid {
        Ok(domain.to_owned())
    } else {
        Err(AddressProblem::invalid(format!("{} is not an IP address in the form of RFC 5321.", text::quote(domain))))
    }
}

/// Addresses that are well-formed, but rarely meant or rarely delivered.
fn odd(address: &Address, typed: &str, literal: bool) -> Option<AddressProblem> {
    if let Some(domain) = typo::of_domain(address.domain()) {
        let meant = format!("{}@{domain}", address.local_part());
        let detail = format!("Did you mean {}?", text::quote(&meant));
        return Some(AddressProblem { kind: AddressProblemKind::Typo, detail, replacement: Some(meant) });
    }
    if literal {
        return Some(AddressProblem::invalid("It names an IP address instead of a domain; most servers refuse that."));
    }
    if address.needs_smtputf8() {
        let detail = format!("{} needs a server that offers SMTPUTF8; many do not.", text::quote(typed));
        return Some(AddressProblem::invalid(detail));
    }
    if address.domain().contains('_') {
        return Some(AddressProblem::invalid("An underscore is not allowed in a domain; few servers deliver there."));
    }
    if !address.domain().contains('.') {
        let detail = format!(
            "The domain {} has no dot, so it exists inside one network at most.",
            text::quote(address.domain())
        );
        return Some(AddressProblem::invalid(detail));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn good(typed: &str, sent: &str) {
        let (address, warning) = parse(typed).unwrap_or_else(|it| panic!("{typed}: {it:?}"));
        assert_eq!(address.as_str(), sent);
        assert_eq!(warning, None, "{typed}");
    }

    #[track_caller]
    fn bad(typed: &str, kind: AddressProblemKind, replacement: Option<&str>) {
        let problem = parse(typed).expect_err(typed);
        assert_eq!((problem.kind, problem.replacement.as_deref()), (kind, replacement), "{typed}: {}", problem.detail);
    }

    #[test]
    fn deliverable_addresses_pass() {
        good("user@example.com", "user@example.com");
        good("First.Last+tag@Sub.Example.COM", "First.Last+tag@sub.example.com");
        good("\"a b\"@example.com", "\"a b\"@example.com");
        good("\"a@b\"@example.com", "\"a@b\"@example.com");
        good("user@bücher.example", "user@xn--bcher-kva.example");
        good("!#$%&*+/=?^`{|}~@example.com", "!#$%&*+/=?^`{|}~@example.com");
    }

    #[test]
    fn slips_are_mended() {
        use AddressProblemKind::*;
        bad("user@example.com.", Invalid, Some("user@example.com"));
        bad("user..name@example.com", Invalid, Some("user.name@example.com"));
        bad("user@_mail.example.com", Invalid, None);
        bad("user@mail_.example.com", Invalid, None);
        bad("user@@example.com", Invalid, Some("user@example.com"));
        bad("mailto:user@example.com", Invalid, Some("user@example.com"));
        bad("‘user@example.com’", Invalid, Some("user@example.com"));
        bad("'user@example.com'", Invalid, Some("user@example.com"));
        bad("user@example.com (office)", Invalid, Some("user@example.com"));
        bad("user @example.com", ExtraSpace, Some("user@example.com"));
        bad("a@example.com b@example.com", Invalid, Some("a@example.com, b@example.com"));
        bad("Bob Smith bob@example.com", Invalid, Some("Bob Smith <bob@example.com>"));
        bad("alice@example.com bob", ExtraSpace, None);
        bad(
            "a@example.com\tb@example.com，c@example.com",
            Invalid,
            Some("a@example.com, b@example.com, c@example.com"),
        );
        bad("neko(1)x(2)@example.com", Invalid, Some("nekox@example.com"));
        bad("Team: a@example.com", Invalid, Some("a@example.com"));
        bad("a@.com", Invalid, None);
        bad("us\u{200b}er@example.com", Invisible, Some("user@example.com"));
        bad("user@example.com\r\nRCPT TO:<x@example.net>", Invisible, None);
    }

    #[test]
    fn what_cannot_be_mended_is_refused() {
        use AddressProblemKind::*;
        for typed in [
            "",
            "user",
            "@example.com",
            "user@",
            "a@b@c",
            "us er",
            "user@-example.com",
            "user@exa_mple..",
            "user@[300.1.1.1]",
            "user\"x@example.com",
            "user@1.2",
        ] {
            let problem = parse(typed).expect_err(typed);
            assert_ne!(problem.kind, Typo, "{typed}");
        }
        bad(&format!("{}@example.com", "a".repeat(65)), Invalid, None);
        bad(&"a@".repeat(500_000), Invalid, None);
        bad("a@example.com, b@example.com", Invalid, None);
    }

    #[test]
    fn odd_addresses_pass_with_a_warning() {
        for typed in [
            "user@localhost",
            "пользователь@example.com",
            "संपर्क@example.com",
            "a@b_c.example",
            "user@[192.0.2.1]",
            "user@gmial.com",
        ] {
            let (_, warning) = parse(typed).unwrap_or_else(|it| panic!("{typed}: {it:?}"));
            assert!(warning.is_some(), "{typed}");
        }
    }
}
