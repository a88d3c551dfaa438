//! Formatting, lints and documentation.

use anyhow::Result;

use smtp_doctor_xtask::process::Cmd;
use smtp_doctor_xtask::steps::Steps;

use crate::test::FEATURES;

/// The number of steps in [`run`].
pub(crate) const STEPS: usize = 3;

/// Runs `cargo fmt --check`, and clippy and rustdoc over the whole workspace with warnings as errors.
pub(crate) fn run(steps: &mut Steps) -> Result<()> {
    steps.next("checking the formatting");
    Cmd::cargo(&["fmt", "--all", "--check"]).run()?;
    steps.next("linting");
    for targets in [["--all-targets"].as_slice(), &["--test", "e2e"]] {
        Cmd::cargo(&["clippy", "--workspace", "--quiet"])
            .args(&FEATURES)
            .args(targets)
            .args(&["--", "-D", "warnings"])
            .run()?;
    }
    steps.next("building the documentation");
    Cmd::cargo(&["doc", "--workspace", "--no-deps", "--quiet"]).env("RUSTDOCFLAGS", "-D warnings").run()
}
