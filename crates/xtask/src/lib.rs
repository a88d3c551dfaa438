//! Shared by all tasks: running other programs, installing missing packages, progress of a build.
//!
//! `xtask-page` and `xtask-dist` use it too. It has few dependencies, because it compiles before the first build prints
//! anything.

pub mod packages;
pub mod page;
pub mod process;
mod size;
pub mod steps;
pub mod wasm;
pub mod weight;
mod workspace;

pub use size::Size;
pub use workspace::RELEASE;
pub use workspace::RELEASE_FEATURES;
pub use workspace::root;
