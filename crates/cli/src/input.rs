//! Reading a form from a file or standard input.

use std::io::Read as _;
use std::path::Path;

use anyhow::Context as _;
use anyhow::Result;
use anyhow::bail;
use smtp_doctor_core::settings::SettingsForm;

/// The largest form that is read, in bytes.
const MAX_FORM: u64 = 4 * 1024 * 1024;

/// The form in a JSON file; `-` is standard input.
pub(crate) fn form(path: &Path) -> Result<SettingsForm> {
    let mut text = String::new();
    if path == Path::new("-") {
        std::io::stdin().take(MAX_FORM + 1).read_to_string(&mut text).context("cannot read standard input")?;
    } else {
        let file = std::fs::File::open(path).with_context(|| format!("cannot open {}", path.display()))?;
        file.take(MAX_FORM + 1).read_to_string(&mut text).with_context(|| format!("cannot read {}", path.display()))?;
    }
    if text.len() as u64 > MAX_FORM {
        bail!("the form is larger than {MAX_FORM} bytes");
    }
    serde_json::from_str(&text).with_context(|| {
        format!(
            "{} is not a form of settings; see the README for its fields",
            if path == Path::new("-") { "standard input".into() } else { path.display().to_string() }
        )
    })
}

/// One line of standard input, without its line end: a password.
pub(crate) fn line() -> Result<String> {
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).context("cannot read the password from standard input")?;
    let end = line.trim_end_matches(['\r', '\n']).len();
    line.truncate(end);
    Ok(line)
}
