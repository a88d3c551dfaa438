//! What the tasks share: other programs run visibly, packages installed where they are missing, the steps of a build.
//!
//! `xtask-page` and `xtask-dist` use it as well. It depends on almost nothing, because it is compiled before a first
//! build says anything.

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
