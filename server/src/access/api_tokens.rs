//! Tokens that the operator hands out to programs. Only their hashes are kept: who reads the file cannot use it.

use std::collections::HashMap;
use std::fmt;
use std::fmt::Write as _;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::Digest as _;
use sha2::Sha256;
use zeroize::Zeroizing;

/// What every token begins with, so that secret scanners know one when they see it.
const PREFIX: &str = "smtp-doctor_";

/// The random part in octets: nobody guesses it, so that a plain hash (without salt or stretching) keeps it.
const LENGTH: usize = 32;

/// The names of tokens, by their hashes.
#[derive(Clone, Default)]
pub struct ApiTokens(Arc<HashMap<[u8; 32], String>>);

impl fmt::Debug for ApiTokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.values()).finish()
    }
}

/// A new token: what its bearer gets, and the line for the operator's file.
pub struct ApiToken {
    /// To be shown once.
    pub token: Zeroizing<String>,
    /// Its name and hash.
    pub line: String,
}

impl fmt::Debug for ApiToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.line)
    }
}

impl ApiToken {
    /// Makes one for `name`, which limits and logs show.
    ///
    /// # Errors
    ///
    /// A sentence, if the name is not fit for a line of its own, or the system has no random octets.
    pub fn generate(name: &str) -> Result<Self, String> {
        check_name(name)?;
        let mut octets = Zeroizing::new([0; LENGTH]);
        getrandom::fill(octets.as_mut()).map_err(|error| format!("the system gives no random octets: {error}"))?;
        let token = Zeroizing::new(format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(octets.as_ref())));
        let mut line = format!("{name} ");
        for octet in hash(&token) {
            // Writing to a string cannot fail.
            let _ = write!(line, "{octet:02x}");
        }
        Ok(Self { token, line })
    }
}

impl ApiTokens {
    /// Reads a file of lines `NAME HASH`; blank lines and those with `#` are skipped.
    ///
    /// # Errors
    ///
    /// A sentence that names the line, if one is none, or if there is no token at all.
    pub fn read(text: &str) -> Result<Self, String> {
        let mut tokens = HashMap::new();
        for (number, line) in (1..).zip(text.lines()) {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let entry = line.split_once(' ').and_then(|(name, hash)| Some((name, unhex(hash.trim())?)));
            let Some((name, hash)) = entry else {
                return Err(format!("line {number} is no token: `smtp-doctor token NAME` writes such lines"));
            };
            check_name(name).map_err(|why| format!("line {number}: {why}"))?;
            tokens.insert(hash, name.to_owned());
        }
        if tokens.is_empty() {
            return Err("there is no token in it: `smtp-doctor token NAME` makes one".to_owned());
        }
        Ok(Self(Arc::new(tokens)))
    }

    /// Whose token this is.
    pub(crate) fn name_of(&self, token: &str) -> Option<&str> {
        // Looked up by its hash, so the time tells nothing of the tokens there are.
        self.0.get(&hash(token)).map(String::as_str)
    }
}

fn check_name(name: &str) -> Result<(), String> {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    if name.is_empty() || name.len() > 64 || !name.chars().all(fits) {
        return Err("a token's name has at most 64 letters, digits, dots, hyphens and underscores".to_owned());
    }
    Ok(())
}

fn hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

fn unhex(text: &str) -> Option<[u8; 32]> {
    let mut octets = [0; 32];
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    for (i, octet) in octets.iter_mut().enumerate() {
        *octet = u8::from_str_radix(&text[2 * i..2 * i + 2], 16).ok()?;
    }
    Some(octets)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_known_by_its_hash_alone() {
        let (a, b) = (ApiToken::generate("portal").unwrap(), ApiToken::generate("nightly.job-2").unwrap());
        assert!(!a.line.contains(a.token.as_str()) && a.token.as_str() != b.token.as_str());
        let tokens = ApiTokens::read(&format!("# ours\n\n{}\n{}\n", a.line, b.line)).unwrap();
        assert_eq!(tokens.name_of(&a.token), Some("portal"));
        assert_eq!(tokens.name_of(&b.token), Some("nightly.job-2"));
        assert_eq!(tokens.name_of("smtp-doctor_x"), None);
        assert_eq!(tokens.name_of(a.line.split(' ').next_back().unwrap()), None, "the hash is no token");
    }

    #[test]
    fn what_is_no_list_of_tokens_is_refused_with_its_line() {
        assert!(ApiTokens::read("").is_err());
        assert!(ApiTokens::read("portal smtp-doctor_abc").unwrap_err().starts_with("line 1 "));
        assert!(ApiTokens::read(&format!("\nportal {}", "é".repeat(32))).unwrap_err().starts_with("line 2 "));
        assert!(ApiToken::generate("two words").is_err() && ApiToken::generate("").is_err());
    }
}
