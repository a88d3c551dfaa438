//! Checks that hold for every entry.

use std::fs;
use std::path::Path;

use super::*;

#[test]
fn entries_are_sorted_by_slug_without_duplicates() {
    assert!(ALL.windows(2).all(|pair| pair[0].slug < pair[1].slug), "entries/mod.rs is sorted for binary search");
    for entry in ALL {
        assert_eq!(super::entry(entry.slug).map(|it| it.slug), Some(entry.slug));
        assert!(
            entry.slug.bytes().all(|b| b.is_ascii_lowercase() || b == b'-' || b.is_ascii_digit()),
            "{}",
            entry.slug
        );
    }
}

#[test]
fn every_entry_file_is_registered_and_named_after_its_slug() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/entries");
    let mut files: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|it| it.unwrap().path())
        .filter(|it| it.is_file())
        .map(|it| it.file_stem().unwrap().to_str().unwrap().replace('_', "-"))
        .filter(|it| it != "mod")
        .collect();
    files.sort();
    assert_eq!(files, ALL.iter().map(|it| it.slug).collect::<Vec<_>>());
}

#[cfg(feature = "texts")]
#[test]
fn every_entry_has_a_meaning_causes_and_steps() {
    for entry in ALL {
        let (slug, text) = (entry.slug, entry.text());
        assert!(
            !entry.title.is_empty() && entry.title.chars().count() <= 70 && !entry.title.ends_with('.'),
            "{slug}: the title has 1 to 70 characters and no full stop"
        );
        assert!(!text.causes.is_empty() && !text.steps.is_empty(), "{slug}: at least one cause and one step");
        let sentences = [text.meaning, text.escalate]
            .into_iter()
            .chain(text.causes.iter().map(|it| it.text))
            .chain(text.steps.iter().map(|it| it.text));
        for sentence in sentences {
            assert!(
                !sentence.contains("  ") && sentence.trim() == sentence && !sentence.is_empty(),
                "{slug}: spaces in {sentence:?}"
            );
            assert!(sentence.ends_with('.'), "{slug}: sentences end with a full stop: {sentence:?}");
            assert!(!sentence.contains('!'), "{slug}: no exclamation marks: {sentence:?}");
        }
    }
}
