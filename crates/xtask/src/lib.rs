//! What the tasks share: other programs run visibly, packages installed where they are missing, the steps of a build.
//!
//! `xtask-page` and `xtask-dist` use it as well. It depends on almost nothing, because it is compiled before a first
//! build says anything.

pub mod packages;
pub mod page;
pub mod process;
pub mod steps;
pub mod wasm;
pub mod weight;

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
