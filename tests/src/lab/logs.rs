//! What the servers of a lab logged.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::{dovecot, oauth, postfix};

/// A log counts as complete when nothing was added for this long.
const QUIET: Duration = Duration::from_millis(60);
/// How long to wait for that at most.
const LIMIT: Duration = Duration::from_secs(2);

/// The text of all logs in a lab's folder.
pub(super) fn read(dir: &Path) -> String {
    files(dir)
        .iter()
        .filter_map(|file| fs::read(file).ok())
        .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        .collect()
}

/// Waits until the logs have stopped growing: both mail servers log through a process of their own, a
/// moment after (or before) the reply that a client sees.
pub(super) fn settle(dir: &Path) {
    let begin = Instant::now();
    let (mut size, mut since) = (total(dir), Instant::now());
    while since.elapsed() < QUIET && begin.elapsed() < LIMIT {
        sleep(Duration::from_millis(5));
        let now = total(dir);
        if now != size {
            (size, since) = (now, Instant::now());
        }
    }
}

fn files(dir: &Path) -> [PathBuf; 5] {
    [
        postfix::log_file(dir),
        dir.join("postfix/output"),
        dovecot::log_file(dir),
        dir.join("dovecot/output"),
        oauth::log_file(dir),
    ]
}

fn total(dir: &Path) -> u64 {
    files(dir).iter().filter_map(|file| fs::metadata(file).ok()).map(|meta| meta.len()).sum()
}
