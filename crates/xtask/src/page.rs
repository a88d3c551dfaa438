//! Builds the page: compiles its modules, and lets `xtask-page` assemble them in `dist/`.
//!
//! `xtask-page` has many dependencies. It is built in parallel with the modules, and only for tasks that need it.

use std::thread;

use anyhow::Context as _;
use anyhow::Result;
use anyhow::bail;

use crate::process::Cmd;
use crate::process::say;
use crate::size::Size;
use crate::steps::Steps;
use crate::wasm;
use crate::weight::Weight;

/// The number of steps in [`build`].
pub const STEPS: usize = 2;

/// The program that assembles the page.
const ASSEMBLER: &str = "smtp-doctor-xtask-page";

/// Builds the page into `dist/` and returns its size.
///
/// # Errors
///
/// A program fails or is missing. The sentence says what to install.
pub fn build(size: Size, steps: &mut Steps) -> Result<Weight> {
    let (toolchain, why) = wasm::choose(size)?;
    steps.next(&format!("building the page for WebAssembly with {why}"));
    // Each module links on one thread, so other cores are free.
    let modules = thread::scope(|scope| {
        let assembler = scope.spawn(|| Cmd::cargo(&["build", "--quiet", "--package", ASSEMBLER]).run());
        let modules = wasm::all(&toolchain)?;
        match assembler.join() {
            Ok(built) => built.map(|()| modules),
            Err(_) => bail!("the thread that builds {ASSEMBLER} panicked"),
        }
    })?;
    steps.next("assembling the page in dist/");
    assemble(&["page", &modules, "--brotli", size.brotli()])?;
    let weight = Weight::of_dist()?;
    say(&format!("the page in dist/: {weight}"));
    Ok(weight)
}

/// Puts the on-demand modules into the staging folder of Trunk.
///
/// # Errors
///
/// Like [`build`], or this was not called by Trunk.
pub fn tools_for_trunk() -> Result<()> {
    let folder = std::env::var("TRUNK_STAGING_DIR")
        .context("TRUNK_STAGING_DIR is not set. Trunk calls this task (Trunk.toml)")?;
    let (toolchain, why) = wasm::choose(Size::Quick)?;
    say(&format!("building the on-demand modules with {why}"));
    let modules = wasm::tools(&toolchain)?;
    assemble(&["tools", &modules, "--into", &folder])
}

fn assemble(args: &[&str]) -> Result<()> {
    Cmd::cargo(&["run", "--quiet", "--package", ASSEMBLER, "--"]).args(args).run()
}
