//! The compressed size of the page in `dist/`.

use std::fmt;
use std::fs;

use anyhow::Context as _;
use anyhow::Result;

use crate::workspace::root;

/// Sizes in bytes, compressed with brotli.
#[derive(Clone, Copy, Debug, Default)]
pub struct Weight {
    /// All files of the first load.
    pub page: u64,
    /// The texts of the entries, loaded with the first finding.
    texts: u64,
    /// Loaded when an error is explained.
    explain: u64,
    /// Loaded when a message is checked.
    message: u64,
}

impl Weight {
    /// Measures `dist/`.
    ///
    /// # Errors
    ///
    /// `dist/` does not contain a page.
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
