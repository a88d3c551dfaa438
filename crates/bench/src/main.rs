//! `cargo xtask bench`: measures speed and size, each as a ratio to a rival or a bound.
//!
//! Ratios below 1 are better than the bound. A bad ratio does not fail the run, because machines differ.

mod bare;
mod check;
mod command;
mod crowd;
mod explain;
mod fake;
mod package;
mod page;
mod probe;
mod results;
mod rivals;
mod service;
mod workspace;

use anyhow::Result;

fn main() -> Result<()> {
    let mut args = std::env::args().skip(1);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let what = args.next();
    if what.as_deref() == Some("fake-server") {
        return runtime.block_on(fake::serve(&args.collect::<Vec<_>>()));
    }
    if what.as_deref() == Some("crowd") {
        return runtime.block_on(crowd::measure());
    }
    let only_explain = what.as_deref() == Some("explain");
    results::line(&format!("{:<58} {:>12} {:>12} {:>8}", "what", "measured", "against", "ratio"))?;
    if what.as_deref() == Some("service") {
        return runtime.block_on(service::measure());
    }
    if !matches!(what.as_deref(), Some("probe" | "page")) {
        check::native()?;
        explain::measure()?;
    }
    if only_explain {
        return Ok(());
    }
    if what.as_deref() != Some("page") {
        runtime.block_on(probe::measure())?;
        crowd::measure_apart()?;
    }
    if what.as_deref() == Some("probe") {
        return Ok(());
    }
    if what.is_none() {
        runtime.block_on(service::measure())?;
    }
    runtime.block_on(page::measure())?;
    runtime.block_on(package::measure())
}
