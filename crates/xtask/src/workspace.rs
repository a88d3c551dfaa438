//! Where the workspace is, and how its binary is built for releases.

use std::path::Path;
use std::path::PathBuf;

/// Features of the binary that releases have and a first build does without.
pub const RELEASE_FEATURES: &str = "smtp-doctor/jemalloc,smtp-doctor/redis";

/// Arguments for cargo: the binary as it is released.
pub const RELEASE: [&str; 6] = ["build", "--release", "--package", "smtp-doctor", "--features", RELEASE_FEATURES];

/// The root of the workspace.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").components().collect()
}
