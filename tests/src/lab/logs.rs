//! What the servers of a lab logged.

use std::fs;
use std::path::PathBuf;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// A log counts as complete when nothing was added for this long.
const QUIET: Duration = Duration::from_millis(60);
/// How long to wait for that at most.
const LIMIT: Duration = Duration::from_secs(2);

/// The text of all these logs.
pub(super) fn read(files: &[PathBuf]) -> String {
    files
        .iter()
        .filter_map(|file| fs::read(file).ok())
        .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        .collect()
}

/// Waits until the logs have stopped growing: most servers log through a process of their own, a
/// moment after (or before) the reply that a client sees.
pub(super) fn settle(files: &[PathBuf]) {
    let begin = Instant::now();
    let (mut size, mut since) = (total(files), Instant::now());
    while since.elapsed() < QUIET && begin.elapsed() < LIMIT {
        sleep(Duration::from_millis(5));
        let now = total(files);
        if now != size {
            (size, since) = (now, Instant::now());
        }
    }
}

fn total(files: &[PathBuf]) -> u64 {
    files.iter().filter_map(|file| fs::metadata(file).ok()).map(|meta| meta.len()).sum()
}
