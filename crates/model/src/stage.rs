//! The stages of a probe.

use serde::Deserialize;
use serde::Serialize;

use crate::case::SignInMethod;
use crate::security::Security;

/// A step of a probe, in protocol order.
///
/// The settings decide which stages a probe runs: with implicit TLS the handshake comes before the greeting, with
/// STARTTLS after the first EHLO.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// DNS lookup of the server name.
    Resolve,
    /// TCP connection.
    Connect,
    /// The server's 220 greeting (RFC 5321 §4.2).
    Greeting,
    /// EHLO, unencrypted if STARTTLS follows (RFC 5321 §4.1.1.1).
    Ehlo,
    /// The STARTTLS command (RFC 3207 §4).
    Starttls,
    /// The TLS handshake.
    Tls,
    /// Second EHLO, inside TLS (RFC 3207 §4.2).
    EhloAgain,
    /// Request for an OAuth access token.
    Token,
    /// Sign-in (RFC 4954 §4).
    Auth,
    /// MAIL FROM (RFC 5321 §4.1.1.2).
    MailFrom,
    /// RCPT TO (RFC 5321 §4.1.1.3).
    RcptTo,
    /// Test message; only on request.
    Message,
    /// RCPT TO with a recipient in another domain, to see whether the server relays; only on request. No message is sent.
    Relay,
    /// QUIT (RFC 5321 §4.1.1.10).
    Quit,
    /// DNS records of the sender's domain: whether it accepts mail, and who may send for it (RFC 7208).
    SenderDomain,
}

impl Stage {
    /// All stages, in protocol order.
    pub const ALL: [Self; 15] = [
        Self::Resolve,
        Self::Connect,
        Self::Greeting,
        Self::Ehlo,
        Self::Starttls,
        Self::Tls,
        Self::EhloAgain,
        Self::Token,
        Self::Auth,
        Self::MailFrom,
        Self::RcptTo,
        Self::Message,
        Self::Relay,
        Self::Quit,
        Self::SenderDomain,
    ];

    /// The stages of a probe with these settings, in the order in which they run. `optional` lists the optional stages
    /// that were requested.
    pub fn path(security: Security, method: SignInMethod, optional: &[Self]) -> Vec<Self> {
        let mut path = vec![Self::Resolve, Self::Connect];
        path.extend_from_slice(match security {
            Security::None => &[Self::Greeting, Self::Ehlo],
            Security::ImplicitTls => &[Self::Tls, Self::Greeting, Self::Ehlo],
            Security::Starttls => &[Self::Greeting, Self::Ehlo, Self::Starttls, Self::Tls, Self::EhloAgain],
        });
        match method {
            SignInMethod::None => {}
            SignInMethod::Password | SignInMethod::AccessToken => path.push(Self::Auth),
            SignInMethod::MicrosoftOauth => path.extend([Self::Token, Self::Auth]),
        }
        path.extend([Self::MailFrom, Self::RcptTo]);
        path.extend([Self::Message, Self::Relay].into_iter().filter(|it| optional.contains(it)));
        path.push(Self::Quit);
        path.extend([Self::SenderDomain].into_iter().filter(|it| optional.contains(it)));
        path
    }

    /// The name on screen.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Resolve => "Look up the name",
            Self::Connect => "Connect",
            Self::Greeting => "Greeting",
            Self::Ehlo => "EHLO",
            Self::Starttls => "STARTTLS",
            Self::Tls => "TLS handshake",
            Self::EhloAgain => "EHLO inside TLS",
            Self::Token => "Fetch OAuth token",
            Self::Auth => "Sign in",
            Self::MailFrom => "Sender (MAIL FROM)",
            Self::RcptTo => "Recipients (RCPT TO)",
            Self::Message => "Test message",
            Self::Relay => "Relay to another domain",
            Self::Quit => "Close the session (QUIT)",
            Self::SenderDomain => "Sender's domain (DNS)",
        }
    }
}
