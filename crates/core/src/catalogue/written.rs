//! Entries as JSON, written once: to escape their texts takes longer than all else of an answer.

use std::sync::OnceLock;

use serde_json::value::RawValue;
use serde_json::value::to_raw_value;

use crate::catalogue::ALL;
use crate::catalogue::Entry;
use crate::catalogue::entry::Wire;

/// The JSON of an entry; none for one that is not of the catalogue.
pub(super) fn json(entry: &Entry) -> Option<&'static RawValue> {
    static WRITTEN: [OnceLock<Option<Box<RawValue>>>; ALL.len()] = [const { OnceLock::new() }; ALL.len()];
    let at = ALL.binary_search_by_key(&entry.slug, |it| it.slug).ok()?;
    WRITTEN[at].get_or_init(|| to_raw_value(&Wire::of(entry)).ok()).as_deref()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_the_entry() {
        for entry in ALL {
            for _ in 0..2 {
                let json = serde_json::to_string(entry).unwrap();
                assert_eq!(json, serde_json::to_string(&Wire::of(entry)).unwrap());
            }
        }
    }
}
