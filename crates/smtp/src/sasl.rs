//! SASL messages: PLAIN (RFC 4616), LOGIN (draft-murchison-sasl-login), XOAUTH2 (Google and Microsoft) and OAUTHBEARER
//! (RFC 7628).

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

/// A SASL mechanism.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Mechanism {
    /// CRAM-MD5 (RFC 2195). Reported but never used, because the server must store the password in plain text.
    CramMd5,
    /// LOGIN.
    Login,
    /// OAUTHBEARER (RFC 7628).
    Oauthbearer,
    /// Any other mechanism, as the server spells it.
    Other(String),
    /// PLAIN (RFC 4616).
    Plain,
    /// XOAUTH2 (Google and Microsoft).
    Xoauth2,
}

impl Mechanism {
    /// Parses a name, ignoring case.
    pub fn from_name(name: &str) -> Self {
        let known = [Self::CramMd5, Self::Login, Self::Oauthbearer, Self::Plain, Self::Xoauth2];
        known
            .into_iter()
            .find(|it| it.name().eq_ignore_ascii_case(name))
            .unwrap_or_else(|| Self::Other(name.to_owned()))
    }

    /// The name as the protocol spells it.
    pub fn name(&self) -> &str {
        match self {
            Self::CramMd5 => "CRAM-MD5",
            Self::Login => "LOGIN",
            Self::Oauthbearer => "OAUTHBEARER",
            Self::Other(name) => name,
            Self::Plain => "PLAIN",
            Self::Xoauth2 => "XOAUTH2",
        }
    }
}

impl fmt::Display for Mechanism {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The PLAIN message in Base64: empty authorization identity, user name, password.
pub fn plain(username: &str, password: &str) -> Zeroizing<String> {
    let message = Zeroizing::new(format!("\0{username}\0{password}"));
    Zeroizing::new(STANDARD.encode(message.as_bytes()))
}

/// The first LOGIN message in Base64: the user name.
pub fn login_username(username: &str) -> Zeroizing<String> {
    Zeroizing::new(STANDARD.encode(username))
}

/// The second LOGIN message in Base64: the password.
pub fn login_password(password: &str) -> Zeroizing<String> {
    Zeroizing::new(STANDARD.encode(password))
}

/// The XOAUTH2 message in Base64.
pub fn xoauth2(username: &str, token: &str) -> Zeroizing<String> {
    let message = Zeroizing::new(format!("user={username}\x01auth=Bearer {token}\x01\x01"));
    Zeroizing::new(STANDARD.encode(message.as_bytes()))
}

/// The OAUTHBEARER message in Base64 (RFC 7628 §3.1).
pub fn oauthbearer(username: &str, host: &str, port: u16, token: &str) -> Zeroizing<String> {
    // A user name is a `saslname` (RFC 5801 §4), in which commas and equals signs are escaped.
    let username = username.replace('=', "=3D").replace(',', "=2C");
    let message =
        Zeroizing::new(format!("n,a={username},\x01host={host}\x01port={port}\x01auth=Bearer {token}\x01\x01"));
    Zeroizing::new(STANDARD.encode(message.as_bytes()))
}

/// The client's response to a challenge that explains why a token was refused. The server sends its final reply only
/// after it. Empty for XOAUTH2, the octet 1 for OAUTHBEARER (RFC 7628 §3.2.3).
pub fn refusal_response(mechanism: &Mechanism) -> Zeroizing<String> {
    Zeroizing::new(if *mechanism == Mechanism::Oauthbearer { "AQ==".to_owned() } else { String::new() })
}

/// Decodes a challenge. It is JSON if a token was refused (RFC 7628 §3.2.2). `None` if it is not text.
pub fn decode_challenge(text: &str) -> Option<String> {
    let decoded = STANDARD.decode(text.trim()).ok()?;
    String::from_utf8(decoded).ok().filter(|it| !it.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_match_the_examples_of_the_specifications() {
        // RFC 4616 §4, without the authorization identity.
        assert_eq!(*plain("tim", "tanstaaftanstaaf"), "AHRpbQB0YW5zdGFhZnRhbnN0YWFm");
        assert_eq!(*login_username("tim"), "dGlt");
        // Examples from Google's XOAUTH2 documentation and from RFC 7628 §4.1.
        assert_eq!(
            *xoauth2("someuser@example.com", "ya29.vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg"),
            "dXNlcj1zb21ldXNlckBleGFtcGxlLmNvbQFhdXRoPUJlYXJlciB5YTI5LnZGOWRmdDRxbVRjMk52YjNSbGNrQmhkSFJoZG1semRHRXVZMjl0Q2cBAQ=="
        );
        assert_eq!(
            *oauthbearer("user@example.com", "server.example.com", 143, "vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg=="),
            "bixhPXVzZXJAZXhhbXBsZS5jb20sAWhvc3Q9c2VydmVyLmV4YW1wbGUuY29tAXBvcnQ9MTQzAWF1dGg9QmVhcmVyIHZGOWRmdDRxbVRjMk52YjNSbGNrQmhiSFJoZG1semRHRXVZMjl0Q2c9PQEB"
        );
        assert_eq!(decode_challenge("eyJzdGF0dXMiOiI0MDEifQ==").as_deref(), Some(r#"{"status":"401"}"#));
        assert_eq!(decode_challenge("not base64"), None);
        assert_eq!(Mechanism::from_name("plain"), Mechanism::Plain);
        assert_eq!(Mechanism::from_name("GSSAPI").name(), "GSSAPI");
    }
}
