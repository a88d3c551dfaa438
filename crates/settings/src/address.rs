//! A single e-mail address that SMTP can deliver to (RFC 5321 §4.1.2; RFC 6531 with a warning).

use std::borrow::Cow;
use std::fmt;

use email_address::EmailAddress;
use smtp_doctor_smtp::Mailbox;

use crate::address_problem::AddressError;
use crate::address_problem::AddressProblem;
use crate::address_problem::AddressProblemKind;
use crate::host;
use crate::host_name;
use crate::text;
use crate::typo;

/// A parsed address. It contains no control characters, so it cannot end a command line.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Address {
    text: String,
    at: usize,
}

impl Address {
    /// Parses one bare address, without a display name.
    ///
    /// # Errors
    ///
    /// [`AddressError`] if the address cannot be used.
    pub fn parse(typed: &str) -> Result<Self, AddressError> {
        parse(typed).map(|it| it.0).map_err(AddressError::from)
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
        #[expect(clippy::expect_used, reason = "the parser rejects control characters")]
        Mailbox::new(&self.text).expect("an address contains no control characters")
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

impl AddressProblem {
    /// Suggests `replacement` for `typed` if it is a valid address or list of addresses. It must be shorter, so that the
    /// recursion ends.
    fn suggesting(self, typed: &str, replacement: &str) -> Self {
        let valid =
            replacement != typed && replacement.split(", ").all(|it| it.len() < typed.len() && parse(it).is_ok());
        Self { replacement: valid.then(|| replacement.to_owned()), ..self }
    }
}

/// The longest local part in bytes (RFC 5321 §4.5.3.1.1).
const MAX_LOCAL: usize = 64;
/// The longest address in bytes: a path of 256 minus the angle brackets (RFC 5321 §4.5.3.1.3).
pub const MAX_ADDRESS: usize = 254;

/// Parses one bare address, without a display name. Unusual but usable addresses get a warning.
pub(crate) fn parse(typed: &str) -> Result<(Address, Option<AddressProblem>), AddressProblem> {
    if typed.is_empty() {
        return Err(AddressProblem::invalid("Enter an e-mail address."));
    }
    if typed.len() > 4 * MAX_ADDRESS {
        return Err(AddressProblem::invalid(format!("An address can have at most {MAX_ADDRESS} characters.")));
    }
    if let Some(list) = separated(typed) {
        let problem = AddressProblem::invalid("These are several addresses. Separate them with commas.");
        return Err(problem.suggesting(typed, &list));
    }
    if let Some((_, c)) = text::first_invisible(typed).filter(|_| !has_joiners_only(typed)) {
        let detail = format!("The address contains {}.", text::character_name(c));
        return Err(AddressProblem::new(AddressProblemKind::Invisible, detail).suggesting(typed, &text::cleaned(typed)));
    }
    let Some((local, domain)) = split_at_sign(typed) else {
        return Err(at_sign_problem(typed));
    };
    if let Some(problem) = check_decoration(typed) {
        return Err(problem);
    }
    if let Some(problem) = check_structure(typed, local, domain) {
        return Err(problem);
    }
    let literal = domain.starts_with('[');
    let ascii = if literal {
        literal_domain(domain)?
    } else {
        host_name::name(domain).map_err(|why| AddressProblem::invalid(why.to_string()))?
    };
    // The crate accepts only some RFC 6531 characters, so each is replaced by a letter. Invisible ones were rejected above.
    let skeleton = if local.is_ascii() { Cow::Borrowed(local) } else { Cow::Owned(with_letters(local)) };
    // Unlike host names, domains of addresses must not have underscores at the edge of a label.
    let mut labels = ascii.as_bytes().split(|&b| b == b'.');
    if !EmailAddress::is_valid_local_part(&skeleton) || labels.any(|it| it.starts_with(b"_") || it.ends_with(b"_")) {
        return Err(AddressProblem::invalid(format!("{} is not an e-mail address.", text::quote(typed))));
    }
    let address = Address { text: [local, "@", &ascii].concat(), at: local.len() };
    if address.text.len() > MAX_ADDRESS {
        return Err(AddressProblem::invalid(format!("An address can have at most {MAX_ADDRESS} characters.")));
    }
    let warning = unusual(&address, typed, literal);
    Ok((address, warning))
}

/// Whether the only invisible characters are joiners that the domain needs.
fn has_joiners_only(typed: &str) -> bool {
    split_at_sign(typed)
        .is_some_and(|(local, domain)| text::first_invisible(local).is_none() && host::has_joiners_only(domain))
}

/// The text with each non-ASCII character replaced by a letter.
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

/// Several addresses that are separated by spaces, tabs or commas of other scripts, as a proper list.
fn separated(typed: &str) -> Option<String> {
    if typed.bytes().filter(|&b| b == b'@').count() < 2 {
        return None;
    }
    let between = |c: char| {
        c == ' ' || text::is_unusual_space(c) || matches!(c, '\u{ff0c}' | '\u{3001}' | '\u{ff1b}' | '\u{60c}')
    };
    let parts: Vec<&str> = typed.split(between).filter(|it| !it.is_empty()).collect();
    let several = parts.len() > 1 && parts.iter().all(|it| it.len() < typed.len() && parse(it).is_ok());
    several.then(|| parts.join(", "))
}

fn at_sign_problem(typed: &str) -> AddressProblem {
    if !typed.contains('@') {
        return match typed.chars().find(|&c| c == '\u{ff20}' || c == '\u{fe6b}') {
            Some(sign) => AddressProblem::invalid("The @ is a full-width character. Use a normal @.")
                .suggesting(typed, &text::cleaned(&typed.replace(sign, "@"))),
            None => AddressProblem::invalid(format!("{} has no @.", text::quote(typed))),
        };
    }
    AddressProblem::invalid("The address has more than one @.").suggesting(typed, &typed.replace("@@", "@"))
}

/// Text that other programs put around addresses: `mailto:`, quotation marks, comments.
fn check_decoration(typed: &str) -> Option<AddressProblem> {
    if typed.bytes().all(|b| b.is_ascii() && !matches!(b, b'"' | b'\'' | b'(' | b':')) {
        return None;
    }
    if let Some(bare) = typed.get(..7).filter(|it| it.eq_ignore_ascii_case("mailto:")).map(|_| &typed[7..]) {
        return Some(AddressProblem::invalid("Remove \u{201c}mailto:\u{201d}.").suggesting(typed, bare));
    }
    if typed.chars().any(|c| text::ascii_equivalent(c).is_some()) {
        let plain = text::cleaned(typed);
        let bare = plain.trim_matches(['"', '\'', '<', '>']);
        return Some(
            AddressProblem::invalid("The address contains typographic or full-width characters.")
                .suggesting(typed, bare),
        );
    }
    for mark in ['"', '\''] {
        if let Some(bare) = typed.strip_prefix(mark).and_then(|it| it.strip_suffix(mark)) {
            return Some(
                AddressProblem::invalid("Remove the quotation marks around the address.").suggesting(typed, bare),
            );
        }
    }
    if !typed.starts_with('"') && typed.contains('(') && typed.contains(')') {
        let problem = AddressProblem::invalid("Comments in parentheses are not allowed in an address.");
        return Some(problem.suggesting(typed, without_comments(typed).trim()));
    }
    if let Some((label, rest)) = typed.split_once(':')
        && !label.contains(['@', '['])
    {
        let problem = AddressProblem::invalid(format!("Remove {}.", text::quote(&format!("{label}:"))));
        return Some(problem.suggesting(typed, rest.trim()));
    }
    None
}

/// The text without comments in parentheses.
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

/// Misplaced spaces and dots, and parts that are missing or too long.
fn check_structure(typed: &str, local: &str, domain: &str) -> Option<AddressProblem> {
    let quoted = local.starts_with('"');
    if domain.contains(' ') || (local.contains(' ') && !quoted) {
        return Some(space_inside(typed));
    }
    if local.is_empty() {
        return Some(AddressProblem::invalid("The part before the @ is missing."));
    }
    if domain.is_empty() {
        return Some(AddressProblem::invalid("The part after the @ is missing."));
    }
    if local.len() > MAX_LOCAL {
        return Some(AddressProblem::invalid(format!(
            "The part before the @ can have at most {MAX_LOCAL} characters."
        )));
    }
    if !quoted && (local.starts_with('.') || local.ends_with('.') || two_dots(local)) {
        let dots = local.split('.').filter(|it| !it.is_empty()).collect::<Vec<_>>().join(".");
        let problem =
            AddressProblem::invalid("The part before the @ starts or ends with a dot, or has two dots in a row.");
        return Some(problem.suggesting(typed, &format!("{dots}@{domain}")));
    }
    if domain.ends_with('.') || domain.starts_with('.') || two_dots(domain) {
        let dots = domain.split('.').filter(|it| !it.is_empty()).collect::<Vec<_>>().join(".");
        let problem =
            AddressProblem::invalid("The part after the @ starts or ends with a dot, or has two dots in a row.");
        return Some(if dots.contains('.') { problem.suggesting(typed, &format!("{local}@{dots}")) } else { problem });
    }
    None
}

fn two_dots(text: &str) -> bool {
    text.as_bytes().windows(2).any(|it| it[0] == b'.' && it[1] == b'.')
}

/// A space inside the address: a slip next to the `@` or a dot, or a display name without angle brackets. No other guess.
fn space_inside(typed: &str) -> AddressProblem {
    let problem = AddressProblem::new(AddressProblemKind::ExtraSpace, "The address contains a space.");
    let beside_a_mark = |at: usize| {
        let before = typed[..at].trim_end().ends_with(['@', '.']);
        let after = typed[at..].trim_start().starts_with(['@', '.']);
        before || after
    };
    if typed.match_indices(' ').all(|(at, _)| beside_a_mark(at)) {
        return problem.suggesting(typed, &typed.replace(' ', ""));
    }
    match typed.rsplit_once(' ') {
        Some((name, address)) if !name.contains(['@', '<', '>', '"']) && parse(address).is_ok() => AddressProblem {
            replacement: Some(format!("{} <{address}>", name.trim())),
            ..AddressProblem::invalid("Put the address after the name in angle brackets.")
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
        Err(AddressProblem::invalid(format!(
            "{} is not valid. Use the form [192.0.2.1] or [IPv6:2001:db8::1].",
            text::quote(domain)
        )))
    }
}

/// Warns about well-formed addresses that are probably mistyped or hard to deliver to.
fn unusual(address: &Address, typed: &str, literal: bool) -> Option<AddressProblem> {
    if let Some(domain) = typo::suggest_domain(address.domain()) {
        let meant = format!("{}@{domain}", address.local_part());
        let detail = format!("Did you mean {}?", text::quote(&meant));
        return Some(AddressProblem { kind: AddressProblemKind::Typo, detail, replacement: Some(meant) });
    }
    if literal {
        return Some(AddressProblem::invalid(
            "This address has an IP address instead of a domain. Most servers refuse it.",
        ));
    }
    if address.needs_smtputf8() {
        let detail = format!("{} works only with servers that support SMTPUTF8. Many do not.", text::quote(typed));
        return Some(AddressProblem::invalid(detail));
    }
    if address.domain().contains('_') {
        return Some(AddressProblem::invalid(
            "The domain contains an underscore. Few servers deliver to such domains.",
        ));
    }
    if !address.domain().contains('.') {
        let detail =
            format!("The domain {} has no dot, so it works only inside one network.", text::quote(address.domain()));
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
    fn slips_get_a_replacement() {
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
    fn other_malformed_addresses_are_errors() {
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
    fn unusual_addresses_pass_with_a_warning() {
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
