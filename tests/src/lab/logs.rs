//! What the servers of a lab logged.

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use smtp_doctor_testkit::wait::eventually_blocking;

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
    let (mut size, mut since) = (total(files), Instant::now());
    let quiet = || {
        let now = total(files);
        if now != size {
            (size, since) = (now, Instant::now());
        }
        since.elapsed() >= QUIET
    };
    // A log that goes on growing is read as it is then.
    let _ = eventually_blocking(LIMIT, quiet);
}

fn total(files: &[PathBuf]) -> u64 {
    files.iter().filter_map(|file| fs::metadata(file).ok()).map(|meta| meta.len()).sum()
}
