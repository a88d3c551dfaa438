//! The npm package: the modules with their glue, and hand-written JavaScript.

use std::fs;
use std::path::Path;
use std::path::PathBuf;

use anyhow::Context as _;
use anyhow::Result;
use smtp_doctor_xtask::root;

use crate::modules;
use crate::modules::Module;

/// The hand-written files.
pub(crate) fn sources() -> Result<Vec<PathBuf>> {
    let folder = root().join("crates/wasm/npm");
    let mut files: Vec<PathBuf> = fs::read_dir(&folder)
        .with_context(|| format!("cannot read {}", folder.display()))?
        .map(|it| Ok(it?.path()))
        .collect::<Result<_>>()?;
    files.sort();
    Ok(files)
}

/// Assembles the package in `folder`, ready for `npm pack`.
pub(crate) fn assemble(built: &[Module], folder: &Path) -> Result<()> {
    fs::create_dir_all(folder)?;
    modules::write(built, folder)?;
    modules::write_texts(folder)?;
    for file in sources()? {
        fs::copy(&file, folder.join(file.file_name().context("a file without a name")?))?;
    }
    for licence in ["LICENSE-APACHE", "LICENSE-MIT"] {
        fs::copy(root().join(licence), folder.join(licence))?;
    }
    Ok(())
}
