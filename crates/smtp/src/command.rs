//! Commands (RFC 5321 §4.1). Arguments are parsed types or Base64, so a command line cannot contain CR or LF.

use std::fmt;
use std::net::IpAddr;

use zeroize::Zeroizing;

use crate::sasl::Mechanism;

/// The longest command line, line end included (RFC 5321 §4.5.3.1.4).
pub const MAX_COMMAND_LINE: usize = 512;

/// The client name in EHLO: a host name or an address literal (RFC 5321 §4.1.3).
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ClientName(String);

impl ClientName {
    /// A host name.
    ///
    /// # Errors
    ///
    /// [`InvalidArgument`] if it contains anything but letters, digits, hyphens, dots and underscores.
    pub fn host(name: &str) -> Result<Self, InvalidArgument> {
        let legal = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_');
        if name.is_empty() || !name.bytes().all(legal) { Err(InvalidArgument) } else { Ok(Self(name.to_owned())) }
    }

    /// An address literal.
    pub fn literal(ip: IpAddr) -> Self {
        match ip {
            IpAddr::V4(v4) => Self(format!("[{v4}]")),
            IpAddr::V6(v6) => Self(format!("[IPv6:{v6}]")),
        }
    }
}

/// A mailbox between the angle brackets of MAIL FROM or RCPT TO (RFC 5321 §4.1.2).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Mailbox<'a>(&'a str);

impl<'a> Mailbox<'a> {
    /// A mailbox. The caller must check its grammar.
    ///
    /// # Errors
    ///
    /// [`InvalidArgument`] if it is empty or contains a control character, which could end the command.
    pub fn new(text: &'a str) -> Result<Self, InvalidArgument> {
        if text.is_empty() || text.chars().any(char::is_control) { Err(InvalidArgument) } else { Ok(Self(text)) }
    }
}

impl fmt::Display for Mailbox<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// The text cannot be an argument of a command.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct InvalidArgument;

impl fmt::Display for InvalidArgument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("contains a character that is not allowed in an SMTP command")
    }
}

impl std::error::Error for InvalidArgument {}

/// A command that the probe sends.
#[derive(Clone, Copy, Debug)]
pub enum Command<'a> {
    /// AUTH, with the initial response if it is short enough for the line (RFC 4954 §4).
    Auth(&'a Mechanism, Option<&'a Zeroizing<String>>),
    /// A Base64 line of the AUTH exchange.
    AuthMessage(&'a Zeroizing<String>),
    /// DATA.
    Data,
    /// EHLO.
    Ehlo(&'a ClientName),
    /// MAIL FROM.
    MailFrom(Mailbox<'a>, MailParameters),
    /// QUIT.
    Quit,
    /// RCPT TO.
    RcptTo(Mailbox<'a>),
    /// RSET.
    Rset,
    /// STARTTLS.
    Starttls,
}

/// Parameters of MAIL FROM.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct MailParameters {
    /// An envelope address contains non-ASCII characters (RFC 6531 §3.4).
    pub smtputf8: bool,
    /// The size of the message in bytes, if a message follows and the server offers SIZE (RFC 1870).
    pub size: Option<usize>,
}

impl Command<'_> {
    /// The line to send, with its line ending. It may contain a secret.
    pub fn line(&self) -> Zeroizing<String> {
        Zeroizing::new(match self {
            Self::Auth(mechanism, None) => format!("AUTH {mechanism}\r\n"),
            Self::Auth(mechanism, Some(message)) => format!("AUTH {mechanism} {}\r\n", message.as_str()),
            Self::AuthMessage(message) => format!("{}\r\n", message.as_str()),
            Self::Data => "DATA\r\n".to_owned(),
            Self::Ehlo(name) => format!("EHLO {}\r\n", name.0),
            Self::MailFrom(address, MailParameters { smtputf8, size }) => {
                let size = size.map(|it| format!(" SIZE={it}")).unwrap_or_default();
                let smtputf8 = if *smtputf8 { " SMTPUTF8" } else { "" };
                format!("MAIL FROM:<{address}>{size}{smtputf8}\r\n")
            }
            Self::Quit => "QUIT\r\n".to_owned(),
            Self::RcptTo(address) => format!("RCPT TO:<{address}>\r\n"),
            Self::Rset => "RSET\r\n".to_owned(),
            Self::Starttls => "STARTTLS\r\n".to_owned(),
        })
    }

    /// Whether the line contains a secret. Later replies may echo it.
    pub fn carries_secret(&self) -> bool {
        matches!(self, Self::Auth(_, Some(_)) | Self::AuthMessage(_))
    }

    /// The line for a transcript: without secrets, without line ending.
    pub fn redacted(&self) -> String {
        match self {
            Self::Auth(mechanism, Some(_)) => format!("AUTH {mechanism} [redacted]"),
            Self::AuthMessage(_) => "[redacted]".to_owned(),
            Self::Auth(_, None)
            | Self::Data
            | Self::Ehlo(_)
            | Self::MailFrom(..)
            | Self::Quit
            | Self::RcptTo(_)
            | Self::Rset
            | Self::Starttls => self.line().trim_end().to_owned(),
        }
    }
}

/// Whether AUTH with an initial response fits in a command line. Real servers refuse longer lines with misleading replies
/// (`500 Line too long` or 535), so longer responses are sent in a second step.
pub fn fits_initial_response(mechanism: &Mechanism, message: &str) -> bool {
    "AUTH ".len() + mechanism.name().len() + " ".len() + message.len() + "\r\n".len() <= MAX_COMMAND_LINE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_appear_only_in_the_line_that_is_sent() {
        let message = Zeroizing::new("c2VjcmV0".to_owned());
        let command = Command::Auth(&Mechanism::Plain, Some(&message));
        assert_eq!(*command.line(), "AUTH PLAIN c2VjcmV0\r\n");
        assert_eq!(command.redacted(), "AUTH PLAIN [redacted]");
        assert_eq!(Command::AuthMessage(&message).redacted(), "[redacted]");
    }

    #[test]
    fn mail_from_has_the_parameters_that_the_envelope_needs() {
        let from = Mailbox::new("jos\u{e9}@example.com").unwrap();
        let bare = Command::MailFrom(from, MailParameters::default());
        assert_eq!(*bare.line(), "MAIL FROM:<jos\u{e9}@example.com>\r\n");
        let full = Command::MailFrom(from, MailParameters { smtputf8: true, size: Some(1_200) });
        assert_eq!(*full.line(), "MAIL FROM:<jos\u{e9}@example.com> SIZE=1200 SMTPUTF8\r\n");
    }

    #[test]
    fn an_initial_response_must_fit_in_512_octets() {
        assert!(fits_initial_response(&Mechanism::Plain, &"x".repeat(499)));
        assert!(!fits_initial_response(&Mechanism::Plain, &"x".repeat(500)));
    }

    #[test]
    fn a_client_name_is_a_host_name_or_a_literal() {
        assert_eq!(ClientName::literal("::1".parse().unwrap()).0, "[IPv6:::1]");
        assert!(ClientName::host("mail.example.com\r\nQUIT").is_err());
        assert!(ClientName::host("mail example").is_err());
    }

    #[test]
    fn a_mailbox_cannot_end_its_command() {
        assert_eq!(Mailbox::new("a@example.com>\r\nDATA"), Err(InvalidArgument));
        assert_eq!(Mailbox::new(""), Err(InvalidArgument));
    }
}
