//! Sign in messages: PLAIN (RFC 4616), LOGIN (draft-murchison-sasl-login), XOAUTH2 (of Google and Microsoft) and
//! OAUTHBEARER (RFC 7628).

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

/// A SASL mechanism.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Mechanism {
    /// CRAM-MD5 (RFC 2195): reported, never used, because the server must keep the password in clear for it.
    CramMd5,
    /// LOGIN.
    Login,
    /// OAUTHBEARER (RFC 7628).
    Oauthbearer,
    /// Any other, as the server spells it.
    Other(String),
    /// PLAIN (RFC 4616).
    Plain,
    /// XOAUTH2, of Google and Microsoft.
    Xoauth2,
}

impl Mechanism {
    /// Reads a name in any case.
    pub fn of(name: &str) -> Self {
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

/// The only message of PLAIN, in base64: no authorization identity, user name, password.
pub fn plain(username: &str, password: &str) -> Zeroizing<String> {
    let message = Zeroizing::new(format!("\0{username}\0{password}"));
    Zeroizing::new(STANDARD.encode(message.as_bytes()))
}

/// The first message of LOGIN, in base64.
pub fn login_username(username: &str) -> Zeroizing<String> {
    Zeroizing::new(STANDARD.encode(username))
}

/// The second message of LOGIN, in base64.
pub fn login_password(password: &str) -> Zeroizing<String> {
    Zeroizing::new(STANDARD.encode(password))
}

/// The only message of XOAUTH2, in base64.
pub fn xoauth2(username: &str, token: &str) -> Zeroizing<String> {
    let message = Zeroizing::new(format!("user={username}\x01auth=Bearer {token}\x01\x01"));
    Zeroizing::new(STANDARD.encode(message.as_bytes()))
}

/// The only message of OAUTHBEARER, in base64 (RFC 7628 §3.1).
pub fn oauthbearer(username: &str, host: &str, port: u16, token: &str) -> Zeroizing<String> {
    // A user name is a `saslname` (RFC 5801 §4): comma and equals sign are written otherwise.
    let username = username.replace('=', "=3D").replace(',', "=2C");
    let message =
        Zeroizing::new(format!("n,a={username},\x01host={host}\x01port={port}\x01auth=Bearer {token}\x01\x01"));
    Zeroizing::new(STANDARD.encode(message.as_bytes()))
}

/// What ends the dialogue after the server has said in its challenge why it refuses a token: only then comes its
/// verdict. A line without text for XOAUTH2, the octet 1 for OAUTHBEARER (RFC 7628 §3.2.3).
pub fn after_refusal(mechanism: &Mechanism) -> Zeroizing<String> {
    Zeroizing::new(if *mechanism == Mechanism::Oauthbearer { "AQ==".to_owned() } else { String::new() })
}

/// What a challenge says once it is decoded: JSON, where a token was refused (RFC 7628 §3.2.2). None if it is no text.
pub fn challenge(text: &str) -> Option<String> {
    let decoded = STANDARD.decode(text.trim()).ok()?;
    String::from_utf8(decoded).ok().filter(|it| !it.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_those_of_the_specifications() {
        // RFC 4616 §4, without the authorization identity.
        assert_eq!(*plain("tim", "tanstaaftanstaaf"), "AHRpbQB0YW5zdGFhZnRhbnN0YWFm");
        assert_eq!(*login_username("tim"), "dGlt");
        // The example of Google's documentation of XOAUTH2, and that of RFC 7628 §4.1.
        assert_eq!(
            *xoauth2("someuser@example.com", "ya29.vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg"),
            "dXNlcj1zb21ldXNlckBleGFtcGxlLmNvbQFhdXRoPUJlYXJlciB5YTI5LnZGOWRmdDRxbVRjMk52YjNSbGNrQmhkSFJoZG1semRHRXVZMjl0Q2cBAQ=="
        );
        assert_eq!(
            *oauthbearer("user@example.com", "server.example.com", 143, "vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg=="),
            "bixhPXVzZXJAZXhhbXBsZS5jb20sAWhvc3Q9c2VydmVyLmV4YW1wbGUuY29tAXBvcnQ9MTQzAWF1dGg9QmVhcmVyIHZGOWRmdDRxbVRjMk52YjNSbGNrQmhiSFJoZG1semRHRXVZMjl0Q2c9PQEB"
        );
        assert_eq!(challenge("eyJzdGF0dXMiOiI0MDEifQ==").as_deref(), Some(r#"{"status":"401"}"#));
        assert_eq!(challenge("not base64"), None);
        assert_eq!(Mechanism::of("plain"), Mechanism::Plain);
        assert_eq!(Mechanism::of("GSSAPI").name(), "GSSAPI");
    }
}
