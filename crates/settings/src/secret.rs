//! Passwords and client secrets: as typed, and as parsed.

use std::fmt;

use serde::Deserialize;
use serde::Deserializer;
use serde::de::Error as _;
use zeroize::Zeroizing;

/// A secret as it stands in the form. It can be edited and compared, but neither printed nor serialized.
#[derive(Clone, Default, Eq, PartialEq)]
pub struct SecretText(Zeroizing<String>);

impl SecretText {
    /// The text itself. Each caller is a place to look at when secrets are reviewed.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<'de> Deserialize<'de> for SecretText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // The reader's own error would repeat what was sent.
        let text = String::deserialize(deserializer).map_err(|_| D::Error::custom("a secret must be a text"))?;
        Ok(Self(Zeroizing::new(text)))
    }
}

impl From<String> for SecretText {
    fn from(text: String) -> Self {
        Self(Zeroizing::new(text))
    }
}

impl fmt::Debug for SecretText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_empty() { "SecretText(blank)" } else { "SecretText(..)" })
    }
}

/// A secret that passed the parser: it cannot be cloned, printed or serialized, and its memory is wiped.
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// The text itself. Each caller is a place to look at when secrets are reviewed.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<&SecretText> for Secret {
    fn from(text: &SecretText) -> Self {
        Self(text.0.clone())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}
