//! Commands (RFC 5321 §4.1). What goes into a line cannot hold CR or LF: arguments are parsed types or base64.

use std::fmt;
use std::net::IpAddr;

use zeroize::Zeroizing;

use crate::sasl::Mechanism;

/// The longest command line, line end included (RFC 5321 §4.5.3.1.4).
pub const MAX_COMMAND_LINE: usize = 512;

/// The name by which a client introduces itself: a host name, or an address literal (RFC 5321 §4.1.3).
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ClientName(String);

impl ClientName {
    /// A host name.
    ///
    /// # Errors
    ///
    /// [`InvalidArgument`], if it holds anything but letters, digits, hyphens, dots and underscores.
    pub fn host(name: &str) -> Result<Self, InvalidArgument> {
        let legal = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_');
        if name.is_empty() || !name.bytes().all(legal) { Err(InvalidArgument) } else { Ok(Self(name.to_owned())) }
    }

    /// The literal of an address.
    pub fn literal(ip: IpAddr) -> Self {
        match ip {
            IpAddr::V4(v4) => Self(format!("[{v4}]")),
            IpAddr::V6(v6) => Self(format!("[IPv6:{v6}]")),
        }
    }
}

/// A mailbox as it stands between the angle brackets of MAIL FROM and RCPT TO (RFC 5321 §4.1.2).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Mailbox<'a>(&'a str);

impl<'a> Mailbox<'a> {
    /// A mailbox, whose grammar is for the caller to check.
    ///
    /// # Errors
    ///
    /// [`InvalidArgument`], if it holds a control character, with which it could end the command.
    pub fn new(text: &'a str) -> Result<Self, InvalidArgument> {
        if text.is_empty() || text.chars().any(char::is_control) { Err(InvalidArgument) } else { Ok(Self(text)) }
    }
}

impl fmt::Display for Mailbox<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// What cannot be an argument of a command.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct InvalidArgument;

impl fmt::Display for InvalidArgument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a character in it is not allowed in an SMTP command")
    }
}

impl std::error::Error for InvalidArgument {}

/// A command of the probe.
#[derive(Clone, Copy, Debug)]
pub enum Command<'a> {
    /// AUTH, with the first message on the same line where it is short enough (RFC 4954 §4).
    Auth(&'a Mechanism, Option<&'a Zeroizing<String>>),
    /// A line of a sign in dialogue: base64.
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

/// What MAIL FROM says of the mail to come.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct MailParameters {
    /// An address of the envelope goes beyond ASCII (RFC 6531 §3.4).
    pub smtputf8: bool,
    /// The size of the message in octets, where one follows and the server wants to know (RFC 1870).
    pub size: Option<usize>,
}

impl Command<'_> {
    /// The line to send, with its line end. It may hold a secret.
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

    /// Whether the line holds a secret: from then on, the server may echo it.
    pub fn carries_secret(&self) -> bool {
        matches!(self, Self::Auth(_, Some(_)) | Self::AuthMessage(_))
    }

    /// The line as a transcript may show it: without secrets, without line end.
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

/// Whether AUTH with its first message stays within a command line. A longer one is refused by real servers with
/// misleading replies (`500 Line too long`, or 535), so it is sent in two steps.
pub fn fits_initial_response(mechanism: &Mechanism, message: &str) -> bool {
    "AUTH ".len() + mechanism.name().len() + " ".len() + message.len() + "\r\n".len() <= MAX_COMMAND_LINE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_only_in_the_line_that_is_sent() {
        let message = Zeroizing::new("c2VjcmV0".to_owned());
        let command = Command::Auth(&Mechanism::Plain, Some(&message));
        assert_eq!(*command.line(), "AUTH PLAIN c2VjcmV0\r\n");
        assert_eq!(command.redacted(), "AUTH PLAIN [redacted]");
        assert_eq!(Command::AuthMessage(&message).redacted(), "[redacted]");
    }

    #[test]
    fn mail_from_says_what_the_envelope_needs() {
        let from = Mailbox::new("jos\u{e9}@example.com").unwrap();
        let bare = Command::MailFrom(from, MailParameters::default());
        assert_eq!(*bare.line(), "MAIL FROM:<jos\u{e9}@example.com>\r\n");
        let full = Command::MailFrom(from, MailParameters { smtputf8: true, size: Some(1_200) });
        assert_eq!(*full.line(), "MAIL FROM:<jos\u{e9}@example.com> SIZE=1200 SMTPUTF8\r\n");
    }

    #[test]
    fn the_initial_response_fits_into_512_octets_or_not() {
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
