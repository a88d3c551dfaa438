//! The capabilities that a server offers in its EHLO reply (RFC 5321 §4.1.1.1).

use crate::reply::Reply;
use crate::sasl::Mechanism;

/// The capabilities of a server.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Capabilities {
    /// The keyword lines as sent, without the first line.
    pub keywords: Vec<String>,
    /// AUTH mechanisms, in the server's order (RFC 4954 §3).
    pub auth: Vec<Mechanism>,
    /// STARTTLS (RFC 3207).
    pub starttls: bool,
    /// PIPELINING (RFC 2920): the client may send several commands before it reads the replies.
    pub pipelining: bool,
    /// SIZE (RFC 1870), with or without a limit.
    pub declares_size: bool,
    /// SMTPUTF8 (RFC 6531).
    pub smtputf8: bool,
    /// 8BITMIME (RFC 6152).
    pub eight_bit_mime: bool,
    /// The largest message in bytes (RFC 1870); `None` if the server states no limit.
    pub size: Option<u64>,
}

impl Capabilities {
    /// Parses the reply to EHLO.
    pub fn from_reply(reply: &Reply) -> Self {
        Self::from_keywords(reply.lines.iter().skip(1).map(|it| &**it))
    }

    /// Parses the keyword lines alone.
    pub fn from_keywords<'a>(keywords: impl Iterator<Item = &'a str>) -> Self {
        let mut capabilities = Self { keywords: keywords.map(str::to_owned).collect(), ..Self::default() };
        for line in &capabilities.keywords {
            // Some servers also send the obsolete form `AUTH=LOGIN`.
            let mut words = line.split([' ', '=']).filter(|it| !it.is_empty());
            let Some(keyword) = words.next() else { continue };
            if keyword.eq_ignore_ascii_case("AUTH") {
                for name in words {
                    let mechanism = Mechanism::from_name(name);
                    if !capabilities.auth.contains(&mechanism) {
                        capabilities.auth.push(mechanism);
                    }
                }
            } else if keyword.eq_ignore_ascii_case("STARTTLS") {
                capabilities.starttls = true;
            } else if keyword.eq_ignore_ascii_case("SMTPUTF8") {
                capabilities.smtputf8 = true;
            } else if keyword.eq_ignore_ascii_case("8BITMIME") {
                capabilities.eight_bit_mime = true;
            } else if keyword.eq_ignore_ascii_case("PIPELINING") {
                capabilities.pipelining = true;
            } else if keyword.eq_ignore_ascii_case("SIZE") {
                capabilities.declares_size = true;
                capabilities.size = words.next().and_then(|it| it.parse().ok()).filter(|&size| size > 0);
            }
        }
        capabilities
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_are_parsed_in_any_case_and_form() {
        let reply = Reply::parse("250-mail.example.com\n250-AUTH PLAIN LOGIN\n250-auth=login CRAM-MD5\n250-size 1000\n250-StartTLS\n250 SMTPUTF8").unwrap();
        let capabilities = Capabilities::from_reply(&reply);
        assert_eq!(capabilities.auth, [Mechanism::Plain, Mechanism::Login, Mechanism::CramMd5]);
        assert!(capabilities.starttls && capabilities.smtputf8);
        assert_eq!(capabilities.size, Some(1000));
        assert_eq!(Capabilities::from_reply(&Reply::parse("250 mail.example.com").unwrap()), Capabilities::default());
    }
}
