//! The workspace that the benchmarks read files from.

use std::path::Path;
use std::path::PathBuf;

/// The root folder of the workspace.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
