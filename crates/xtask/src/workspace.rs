//! The workspace root and the arguments of a release build.

use std::path::Path;
use std::path::PathBuf;

/// Features of the binary that only releases have.
pub const RELEASE_FEATURES: &str = "smtp-doctor/jemalloc,smtp-doctor/redis";

/// Arguments for cargo to build the release binary.
pub const RELEASE: [&str; 6] = ["build", "--release", "--package", "smtp-doctor", "--features", RELEASE_FEATURES];

/// The root of the workspace.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").components().collect()
}
