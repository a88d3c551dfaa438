//! Passwords, client secrets and tokens: as typed, and as parsed.

use std::fmt;

use serde::Deserialize;
use serde::Deserializer;
use serde::de::Error as _;
use zeroize::Zeroizing;

/// A secret as typed into the form. It can be edited and compared, but not printed or serialized.
#[derive(Clone, Default, Eq, PartialEq)]
pub struct SecretText(Zeroizing<String>);

impl SecretText {
    /// The text itself. Review every caller when you review the handling of secrets.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Whether the field is empty.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<'de> Deserialize<'de> for SecretText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // The original error would repeat the value.
        let text = String::deserialize(deserializer).map_err(|_| D::Error::custom("a secret must be a string"))?;
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

/// A parsed secret. It cannot be cloned, printed or serialized, and its memory is wiped on drop.
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// The text itself. Review every caller when you review the handling of secrets.
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
