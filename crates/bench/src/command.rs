//! `smtp-doctor probe` as a process: from its start to its end, against a fast local server.

use std::time::Instant;

use anyhow::Context as _;
use anyhow::Result;
use anyhow::ensure;
use smtp_doctor_e2e::doctor;
use tokio::process::Command;

use crate::fake::Fake;

/// The whole run of the command may take this long.
const BOUND_MS: f64 = 8.0;
const ROUNDS: usize = 100;

pub(crate) async fn measure(fake: &Fake) -> Result<()> {
    let binary = doctor::binary();
    let ca = std::env::temp_dir().join(format!("smtp-doctor-bench-{}.pem", std::process::id()));
    std::fs::write(&ca, &fake.ca).with_context(|| format!("cannot write {}", ca.display()))?;
    let port = fake.port.to_string();
    let mut command = Command::new(&binary);
    command.args(["probe", "--server", "127.0.0.1", "--port", &port, "--security", "ssl", "--allow-target"]);
    command.args(["127.0.0.0/8", "--from", "user@example.test", "--to", "other@example.test", "--no-domain", "--json"]);
    command.arg("--ca").arg(&ca);
    let mut measured = Vec::new();
    for _ in 0..ROUNDS {
        let begun = Instant::now();
        let output = command.output().await.with_context(|| format!("{} does not start", binary.display()))?;
        measured.push(begun.elapsed().as_secs_f64() * 1_000.0);
        ensure!(output.status.success(), "the probe failed: {}", String::from_utf8_lossy(&output.stdout));
    }
    std::fs::remove_file(&ca)?;
    crate::results::report("smtp-doctor probe, start to end / bound", crate::results::median(measured), BOUND_MS, "ms")
}
