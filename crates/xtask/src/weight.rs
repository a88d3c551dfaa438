//! What the page in `dist/` weighs over the wire.

use std::fmt;
use std::fs;

use anyhow::Context as _;
use anyhow::Result;

use crate::workspace::root;

/// Sizes in bytes, compressed with brotli.
#[derive(Clone, Copy, Debug, Default)]
pub struct Weight {
    /// All files that the page loads at first.
    pub page: u64,
    /// The entries' texts, loaded when the first finding is shown.
    texts: u64,
    /// What is loaded when an error is explained.
    explain: u64,
    /// What is loaded when a message is checked.
    message: u64,
}

impl Weight {
    /// Weighs what is in `dist/`.
    ///
    /// # Errors
    ///
    /// There is no page in `dist/`.
    pub fn of_dist() -> Result<Self> {
        let dist = root().join("dist");
        let mut weight = Self::default();
        for folder in [dist.join("assets"), dist] {
            for entry in fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))? {
                let entry = entry?;
                let path = entry.path();
                if path.extension().is_none_or(|it| it != "br") {
                    continue;
                }
                let name = entry.file_name().to_string_lossy().into_owned();
                let part = match name.split(['.', '_', '-']).next() {
                    Some("texts") => &mut weight.texts,
                    Some("explain") => &mut weight.explain,
                    Some("message") => &mut weight.message,
                    _ => &mut weight.page,
                };
                *part += entry.metadata()?.len();
            }
        }
        Ok(weight)
    }
}

impl fmt::Display for Weight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [page, texts, explain, message] =
            [self.page, self.texts, self.explain, self.message].map(|bytes| bytes / 1_000);
        write!(
            f,
            "{page} KB over the wire (brotli); {texts} KB more with the first finding, {explain} KB more to explain an \
             error, {message} KB more to check a message"
        )
    }
}
