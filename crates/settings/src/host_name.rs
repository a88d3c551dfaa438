//! Host names and IP addresses.

use std::fmt;
use std::net::IpAddr;

use crate::idn;
use crate::text;

/// A server address that passed the parser: a host name without a final dot, or an IP address.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Host {
    /// An IP address. Certificates rarely match one.
    Ip(IpAddr),
    /// A host name in lower-case ASCII (RFC 1123 §2.1, international names as A-labels). On wasm32, an international name
    /// that needs mapping tables stays as typed.
    Name(String),
}

impl Host {
    /// Parses a bare host: a name or an IP address.
    pub fn parse(text: &str) -> Option<Self> {
        ip(text).map(Self::Ip).or_else(|| name(text).ok().map(Self::Name))
    }
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(name) => f.write_str(name),
            Self::Ip(ip) => ip.fmt(f),
        }
    }
}

/// The longest host name (RFC 1035 §2.3.4), without the final dot.
const MAX_NAME: usize = 253;
/// The longest label of a host name (RFC 1035 §2.3.4).
const MAX_LABEL: usize = 63;

/// Why a text is not a host name.
///
/// The message repeats at most one character of the text, because the text may be a password in the wrong field.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum HostNameError {
    /// A label is empty: a dot at the beginning, or two dots in a row.
    EmptyLabel,
    /// A label starts or ends with a hyphen.
    HyphenAtEdge,
    /// An international name that UTS 46 does not allow.
    InvalidInternational,
    /// A label is longer than 63 characters.
    LabelTooLong,
    /// This character is not allowed.
    NotAllowed(char),
    /// The last label is a number, as in an incomplete IP address.
    Numeric,
    /// The name is longer than 253 characters.
    TooLong {
        /// The length of the name.
        characters: usize,
    },
}

impl fmt::Display for HostNameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EmptyLabel => f.write_str("The name starts with a dot or contains two dots in a row."),
            Self::HyphenAtEdge => f.write_str("A part of the name starts or ends with a hyphen."),
            Self::InvalidInternational => f.write_str("This is not a valid international domain name."),
            Self::LabelTooLong => write!(f, "Each part between dots can have at most {MAX_LABEL} characters."),
            Self::NotAllowed(c) => {
                write!(f, "{} is not allowed in a host name.", text::quote(c.encode_utf8(&mut [0; 4])))
            }
            Self::Numeric => {
                f.write_str("The name ends with a number, so it is neither a host name nor a complete IP address.")
            }
            Self::TooLong { characters } => {
                write!(f, "A host name can have at most {MAX_NAME} characters. This one has {characters}.")
            }
        }
    }
}

impl std::error::Error for HostNameError {}

/// An IP address, with or without the brackets of a URL.
pub(crate) fn ip(text: &str) -> Option<IpAddr> {
    // A quick test: nearly all hosts are names.
    if !text.bytes().all(|b| b.is_ascii_hexdigit() || matches!(b, b'.' | b':' | b'[' | b']')) {
        return None;
    }
    let bare = text.strip_prefix('[').and_then(|it| it.strip_suffix(']')).unwrap_or(text);
    bare.parse().ok()
}

/// Parses a host name into lower-case ASCII without a final dot. In the Wasm modules, a name that needs mapping tables
/// stays as typed.
///
/// # Errors
///
/// [`HostNameError`] if it is not a valid host name.
pub fn name(text: &str) -> Result<String, HostNameError> {
    name_mapped(text, idn::mapped)
}

/// Parses a host name; `mapped` maps international names to ASCII.
pub(crate) fn name_mapped(text: &str, mapped: impl Fn(&str) -> Option<String>) -> Result<String, HostNameError> {
    let rooted = text.strip_suffix('.').unwrap_or(text);
    if rooted.len() > 4 * MAX_NAME {
        return Err(HostNameError::TooLong { characters: text.chars().count() });
    }
    let name = if rooted.is_ascii() {
        rooted.to_ascii_lowercase()
    } else if let Some(c) = rooted.chars().find(|&c| text::ascii_equivalent(c).is_some()) {
        return Err(HostNameError::NotAllowed(c));
    } else {
        mapped(rooted).ok_or(HostNameError::InvalidInternational)?
    };
    let mut last: &[u8] = &[];
    for label in name.as_bytes().split(|&b| b == b'.') {
        check_label(label)?;
        last = label;
    }
    if name.len() > MAX_NAME {
        return Err(HostNameError::TooLong { characters: name.len() });
    }
    if last.iter().all(u8::is_ascii_digit) || last.starts_with(b"0x") {
        return Err(HostNameError::Numeric);
    }
    Ok(name)
}

/// Checks one label. The length of a non-ASCII label is not known yet.
fn check_label(label: &[u8]) -> Result<(), HostNameError> {
    let ([first, ..], [.., last]) = (label, label) else { return Err(HostNameError::EmptyLabel) };
    if label.is_ascii() && label.len() > MAX_LABEL {
        return Err(HostNameError::LabelTooLong);
    }
    if *first == b'-' || *last == b'-' {
        return Err(HostNameError::HyphenAtEdge);
    }
    let allowed = |b: &u8| !b.is_ascii() || b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
    match label.iter().find(|b| !allowed(b)) {
        Some(&b) => Err(HostNameError::NotAllowed(char::from(b))),
        None => Ok(()),
    }
}
