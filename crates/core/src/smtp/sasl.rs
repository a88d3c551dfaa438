//! Sign in messages: PLAIN (RFC 4616) and LOGIN (draft-murchison-sasl-login).

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_those_of_the_specifications() {
        // RFC 4616 §4, without the authorization identity.
        assert_eq!(*plain("tim", "tanstaaftanstaaf"), "AHRpbQB0YW5zdGFhZnRhbnN0YWFm");
        assert_eq!(*login_username("tim"), "dGlt");
        assert_eq!(Mechanism::of("plain"), Mechanism::Plain);
        assert_eq!(Mechanism::of("GSSAPI").name(), "GSSAPI");
    }
}
