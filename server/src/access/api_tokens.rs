//! API tokens that the operator gives to programs. Only hashes are stored, so reading the file does not give access.

use std::collections::HashMap;
use std::fmt;
use std::fmt::Write as _;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::Digest as _;
use sha2::Sha256;
use zeroize::Zeroizing;

/// The prefix of every token. Secret scanners recognise tokens by it.
const PREFIX: &str = "smtp-doctor_";

/// The random part in bytes. It cannot be guessed, so a plain hash without salt or stretching is enough.
const LENGTH: usize = 32;

/// Token names by hash.
#[derive(Clone, Default)]
pub struct ApiTokens(Arc<HashMap<[u8; 32], String>>);

impl fmt::Debug for ApiTokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.values()).finish()
    }
}

/// A new token: the token itself, and the line for the operator's file.
pub struct ApiToken {
    /// Shown once.
    pub token: Zeroizing<String>,
    /// The name and the hash.
    pub line: String,
}

impl fmt::Debug for ApiToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.line)
    }
}

impl ApiToken {
    /// Generates a token for `name`. Limits count by this name.
    ///
    /// # Errors
    ///
    /// A sentence, if the name is not valid or the system has no random bytes.
    pub fn generate(name: &str) -> Result<Self, String> {
        check_name(name)?;
        let mut random = Zeroizing::new([0; LENGTH]);
        getrandom::fill(random.as_mut())
            .map_err(|error| format!("cannot get random bytes from the system: {error}"))?;
        let token = Zeroizing::new(format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(random.as_ref())));
        let mut line = format!("{name} ");
        for byte in hash(&token) {
            // Writing to a string cannot fail.
            let _ = write!(line, "{byte:02x}");
        }
        Ok(Self { token, line })
    }
}

impl ApiTokens {
    /// Reads a file of lines `NAME HASH`. Blank lines and lines that begin with `#` are skipped.
    ///
    /// # Errors
    ///
    /// A sentence that names the first line that is not valid, or says that the file has no token.
    pub fn read(text: &str) -> Result<Self, String> {
        let mut tokens = HashMap::new();
        for (number, line) in (1..).zip(text.lines()) {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let entry = line.split_once(' ').and_then(|(name, hash)| Some((name, unhex(hash.trim())?)));
            let Some((name, hash)) = entry else {
                return Err(format!("line {number} is not a token. `smtp-doctor token NAME` writes such lines"));
            };
            check_name(name).map_err(|why| format!("line {number}: {why}"))?;
            tokens.insert(hash, name.to_owned());
        }
        if tokens.is_empty() {
            return Err("the file contains no token. `smtp-doctor token NAME` makes one".to_owned());
        }
        Ok(Self(Arc::new(tokens)))
    }

    /// The name that belongs to `token`.
    pub(crate) fn name_of(&self, token: &str) -> Option<&str> {
        // Looked up by hash, so timing reveals nothing about the stored tokens.
        self.0.get(&hash(token)).map(String::as_str)
    }
}

fn check_name(name: &str) -> Result<(), String> {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    if name.is_empty() || name.len() > 64 || !name.chars().all(fits) {
        return Err("a token name has 1 to 64 letters, digits, dots, hyphens or underscores".to_owned());
    }
    Ok(())
}

fn hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

fn unhex(text: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    for (i, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[2 * i..2 * i + 2], 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_found_by_their_hash() {
        let (a, b) = (ApiToken::generate("portal").unwrap(), ApiToken::generate("nightly.job-2").unwrap());
        assert!(!a.line.contains(a.token.as_str()) && a.token.as_str() != b.token.as_str());
        let tokens = ApiTokens::read(&format!("# ours\n\n{}\n{}\n", a.line, b.line)).unwrap();
        assert_eq!(tokens.name_of(&a.token), Some("portal"));
        assert_eq!(tokens.name_of(&b.token), Some("nightly.job-2"));
        assert_eq!(tokens.name_of("smtp-doctor_x"), None);
        assert_eq!(tokens.name_of(a.line.split(' ').next_back().unwrap()), None, "the hash is not a token");
    }

    #[test]
    fn invalid_lines_are_reported_with_their_number() {
        assert!(ApiTokens::read("").is_err());
        assert!(ApiTokens::read("portal smtp-doctor_abc").unwrap_err().starts_with("line 1 "));
        assert!(ApiTokens::read(&format!("\nportal {}", "é".repeat(32))).unwrap_err().starts_with("line 2 "));
        assert!(ApiToken::generate("two words").is_err() && ApiToken::generate("").is_err());
    }
}
