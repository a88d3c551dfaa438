//! The page: its modules compiled here, put together in `dist/` by `xtask-page`.
//!
//! That program links a compiler's worth of crates, so it is built beside the modules, and only for tasks that need it.

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

/// The steps that [`build`] begins.
pub const STEPS: usize = 2;

/// The program that puts the page together.
const ASSEMBLER: &str = "smtp-doctor-xtask-page";

/// Builds the page into `dist/`; what it weighs.
///
/// # Errors
///
/// A program fails, or what it needs is missing: a sentence says what to install.
pub fn build(size: Size, steps: &mut Steps) -> Result<Weight> {
    let (way, why) = wasm::choose(size)?;
    steps.next(&format!("building the page for WebAssembly with {why}"));
    // The modules are linked by one thread each: there is a processor to spare.
    let modules = thread::scope(|scope| {
        let assembler = scope.spawn(|| Cmd::cargo(&["build", "--quiet", "--package", ASSEMBLER]).run());
        let modules = wasm::all(&way)?;
        match assembler.join() {
            Ok(built) => built.map(|()| modules),
            Err(_) => bail!("the thread that builds {ASSEMBLER} panicked"),
        }
    })?;
    steps.next("putting the page together in dist/");
    assemble(&["page", &modules, "--brotli", size.brotli()])?;
    let weight = Weight::of_dist()?;
    say(&format!("the page in dist/: {weight}"));
    Ok(weight)
}

/// Puts the modules that are loaded when needed where Trunk gathers its files.
///
/// # Errors
///
/// As [`build`]; or Trunk did not call this.
pub fn tools_for_trunk() -> Result<()> {
    let folder = std::env::var("TRUNK_STAGING_DIR").context("this is called by Trunk (Trunk.toml)")?;
    let (way, why) = wasm::choose(Size::Quick)?;
    say(&format!("building the modules that the page loads when it needs them with {why}"));
    let modules = wasm::tools(&way)?;
    assemble(&["tools", &modules, "--into", &folder])
}

fn assemble(args: &[&str]) -> Result<()> {
    Cmd::cargo(&["run", "--quiet", "--package", ASSEMBLER, "--"]).args(args).run()
}
