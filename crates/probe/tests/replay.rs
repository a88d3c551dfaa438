//! Replays the corpus of the fuzz targets without a fuzzer, so that what was fixed stays fixed.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot be set up fails")]

use std::fs;
use std::path::Path;

#[path = "../../../fuzz/src/lib.rs"]
pub mod targets;

/// Runs every file of the target's corpus.
#[track_caller]
fn replay(name: &str, target: fn(&[u8])) {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus").join(name);
    let mut files: Vec<_> = fs::read_dir(&corpus).unwrap().map(|it| it.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty(), "{} is empty", corpus.display());
    for file in files {
        let bytes = fs::read(&file).unwrap();
        let replayed = std::panic::catch_unwind(|| target(&bytes));
        assert!(replayed.is_ok(), "{} panics, see above", file.display());
    }
}

#[test]
fn addresses() {
    replay("addresses", targets::addresses);
}

#[test]
fn capabilities() {
    replay("capabilities", targets::capabilities);
}

#[test]
fn explanations() {
    replay("explain", targets::explain);
}

#[test]
fn messages() {
    replay("message", targets::message);
}

#[test]
fn replies() {
    replay("reply", targets::reply);
}

#[test]
fn sessions() {
    replay("session", targets::session);
}

#[test]
fn settings() {
    replay("settings", targets::settings);
}
