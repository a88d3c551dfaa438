//! 1,000 probes at once of a server that takes 20 ms for each reply: memory, and CPU against the bare exchange.

use std::process::Command;

use anyhow::Context as _;
use anyhow::Result;
use anyhow::ensure;
use futures_util::StreamExt as _;
use futures_util::TryStreamExt as _;
use futures_util::future;
use futures_util::stream;

use crate::bare;
use crate::fake::Fake;
use crate::probe;
use crate::results;

const AT_ONCE: usize = 1_000;
const ROUNDS: usize = 5_000;
/// The bound for the memory of the process, in megabytes.
const MEMORY_BOUND: f64 = 150.0;
/// A probe's CPU may be this many times that of the bare exchange.
const CPU_BOUND: f64 = 1.3;

/// Measures in a separate process, with a fresh memory peak and a higher limit for open files.
pub(crate) fn measure_apart() -> Result<()> {
    let shell = "ulimit -n 8192 && exec \"$0\" crowd";
    let status = Command::new("sh").args(["-c", shell]).arg(std::env::current_exe()?).status()?;
    ensure!(status.success(), "1,000 probes at once failed");
    Ok(())
}

pub(crate) async fn measure() -> Result<()> {
    let fake = Fake::start().await?;
    let ctx = probe::context(&fake.ca)?;
    let settings = probe::settings(fake.slow_port, "ssl")?;
    let connector = bare::connector(&fake.ca)?;
    let ours = cpu(|| probe::run(&ctx, &settings)).await?;
    let memory = peak_megabytes()?;
    let bound = cpu(|| bare::exchange(&connector, fake.slow_port)).await?;
    results::report("memory of 1,000 probes at once / bound", memory, MEMORY_BOUND, "MB")?;
    results::report("CPU per probe, 1,000 at once / 1.3 times the bare exchange", ours, CPU_BOUND * bound, "ms")
}

/// CPU per call of `once`, with [`AT_ONCE`] calls at a time.
async fn cpu<T, F: Future<Output = Result<T>>>(once: impl Fn() -> F) -> Result<f64> {
    let begun = probe::cpu_ms()?;
    stream::iter(0..ROUNDS).map(|_| once()).buffer_unordered(AT_ONCE).try_for_each(|_| future::ready(Ok(()))).await?;
    Ok((probe::cpu_ms()? - begun) / ROUNDS as f64)
}

/// The memory peak of this process.
fn peak_megabytes() -> Result<f64> {
    let status = std::fs::read_to_string("/proc/self/status").context("this benchmark reads /proc")?;
    let kilobytes =
        status.lines().find_map(|it| it.strip_prefix("VmHWM:")?.trim().strip_suffix("kB")?.trim().parse().ok());
    let kilobytes: f64 = kilobytes.context("unexpected /proc/self/status")?;
    Ok(kilobytes / 1_024.0)
}
