//! Formatting and lints.

use anyhow::Result;

use crate::process::Cmd;
use crate::process::say;

/// `cargo fmt --check` and clippy over the whole workspace, warnings as errors.
pub(crate) fn run() -> Result<()> {
    say("checking the formatting");
    Cmd::cargo(&["fmt", "--all", "--check"]).run()?;
    say("linting");
    Cmd::cargo(&["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"]).run()
}
