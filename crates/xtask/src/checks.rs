//! Formatting and lints.

use anyhow::Result;

use crate::process::Cmd;
use crate::process::say;

/// `cargo fmt --check` and clippy over the whole workspace, warnings as errors.
pub(crate) fn run() -> Result<()> {
    say("checking the formatting");
    Cmd::cargo(&["fmt", "--all", "--check"]).run()?;
    say("linting");
    for targets in [["--all-targets"].as_slice(), &["--test", "e2e"]] {
        Cmd::cargo(&["clippy", "--workspace", "--quiet"]).args(targets).args(&["--", "-D", "warnings"]).run()?;
    }
    Ok(())
}
