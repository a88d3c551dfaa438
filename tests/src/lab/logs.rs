//! The logs of a lab's servers.

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use smtp_doctor_testkit::wait::eventually_blocking;

/// A log counts as complete when nothing was added for this long.
const QUIET: Duration = Duration::from_millis(60);
/// The longest time to wait for that.
const LIMIT: Duration = Duration::from_secs(2);

/// The text of all these log files.
pub(super) fn read(files: &[PathBuf]) -> String {
    files
        .iter()
        .filter_map(|file| fs::read(file).ok())
        .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        .collect()
}

/// Waits until the logs stop growing. Most servers log through a separate process, shortly after or
/// before the reply that a client sees.
pub(super) fn settle(files: &[PathBuf]) {
    let (mut size, mut since) = (total(files), Instant::now());
    let quiet = || {
        let now = total(files);
        if now != size {
            (size, since) = (now, Instant::now());
        }
        since.elapsed() >= QUIET
    };
    // A log that still grows is read as it is.
    let _ = eventually_blocking(LIMIT, quiet);
}

fn total(files: &[PathBuf]) -> u64 {
    files.iter().filter_map(|file| fs::metadata(file).ok()).map(|meta| meta.len()).sum()
}
