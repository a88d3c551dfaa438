//! Reads forms, profiles and secrets from files or standard input.

use std::io::Read as _;
use std::path::Path;

use anyhow::Context as _;
use anyhow::Result;
use anyhow::bail;
use smtp_doctor_core::report::PortalProfile;
use smtp_doctor_core::report::ProbeReport;
use smtp_doctor_core::settings::SettingsForm;

/// The largest form we read, in bytes.
const MAX_FORM: u64 = 4 * 1024 * 1024;

/// Reads a form from a JSON file; `-` is standard input.
pub(crate) fn form(path: &Path) -> Result<SettingsForm> {
    let text = bytes(path, MAX_FORM + 1)?;
    if text.len() as u64 > MAX_FORM {
        bail!("the form is larger than {MAX_FORM} bytes");
    }
    serde_json::from_slice(&text).with_context(|| {
        format!(
            "{} is not a settings form; the README lists its fields",
            if path == Path::new("-") { "standard input".into() } else { path.display().to_string() }
        )
    })
}

/// Reads at most `limit` bytes of a file; `-` is standard input.
pub(crate) fn bytes(path: &Path, limit: u64) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        std::io::stdin().take(limit).read_to_end(&mut bytes).context("cannot read standard input")?;
    } else {
        let file = std::fs::File::open(path).with_context(|| format!("cannot open {}", path.display()))?;
        file.take(limit).read_to_end(&mut bytes).with_context(|| format!("cannot read {}", path.display()))?;
    }
    Ok(bytes)
}

/// Reads a portal profile from a TOML file.
pub(crate) fn profile(path: &Path) -> Result<PortalProfile> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    toml::from_str(&text).with_context(|| format!("{} is not a portal profile", path.display()))
}

/// Reads an earlier probe report, written with `--json`.
pub(crate) fn report(path: &Path) -> Result<ProbeReport> {
    let bytes = bytes(path, MAX_FORM)?;
    serde_json::from_slice(&bytes)
        .with_context(|| format!("{} is not a report from `smtp-doctor probe --json`", path.display()))
}

/// Reads a secret from the first line of standard input, without the line ending.
pub(crate) fn line() -> Result<String> {
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).context("cannot read the secret from standard input")?;
    let end = line.trim_end_matches(['\r', '\n']).len();
    line.truncate(end);
    Ok(line)
}
