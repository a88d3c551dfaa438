//! Texts that come later: the page is built without the feature `texts`, and fetches them when a finding is shown.
//!
//! They come as one text: that of each entry, packed, in the order of [`ALL`], a blank line between them.

use std::fmt;
use std::sync::OnceLock;

use crate::catalogue::ALL;
use crate::catalogue::Entry;
use crate::catalogue::packed::Packed;

static INSTALLED: OnceLock<Vec<Packed>> = OnceLock::new();

/// All texts, as [`install`] takes them.
#[cfg(feature = "texts")]
pub fn texts() -> String {
    ALL.iter().map(|it| it.text.0).collect::<Vec<_>>().join("\n\n")
}

/// Texts of another version of the catalogue.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Mismatch;

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the texts are of another version than this catalogue")
    }
}

impl std::error::Error for Mismatch {}

/// Makes `texts` what the entries say, from now on. They stay in memory for good; a second call changes nothing.
///
/// # Errors
///
/// [`Mismatch`], if they are not the texts of these entries.
pub fn install(texts: String) -> Result<(), Mismatch> {
    if INSTALLED.get().is_some() {
        return Ok(());
    }
    let texts: &'static str = texts.leak();
    let packed: Vec<_> = texts.trim_end().split("\n\n").map(Packed).collect();
    let fits = packed.len() == ALL.len() && ALL.iter().zip(&packed).all(|(entry, it)| entry.title() == it.title());
    if !fits {
        return Err(Mismatch);
    }
    INSTALLED.get_or_init(|| packed);
    Ok(())
}

/// The text of an entry that came later.
pub(super) fn installed(entry: &Entry) -> Option<Packed> {
    let texts = INSTALLED.get()?;
    ALL.binary_search_by_key(&entry.slug, |it| it.slug).ok().and_then(|at| texts.get(at).copied())
}

#[cfg(all(test, feature = "texts"))]
mod tests {
    use super::*;

    #[test]
    fn texts_that_come_later_are_those_of_the_entries() {
        assert_eq!(install("#Another\n=catalogue".to_owned()), Err(Mismatch));
        let before: Vec<_> = ALL.iter().map(|it| serde_json::to_string(it).unwrap()).collect();
        assert_eq!(install(texts() + "\n"), Ok(()));
        assert!(ALL.iter().all(|it| installed(it).is_some()));
        assert_eq!(ALL.iter().map(|it| serde_json::to_string(it).unwrap()).collect::<Vec<_>>(), before);
    }
}
