//! Debian packages that tests and the Wasm build need: found, or installed where root allows it.

use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

use anyhow::Context as _;
use anyhow::Result;
use anyhow::bail;

use crate::process::Cmd;
use crate::process::say;

/// A program and the package that has it.
pub(crate) struct Needed {
    pub(crate) program: &'static str,
    pub(crate) package: &'static str,
}

/// Makes sure that all of `needed` are there.
///
/// # Errors
///
/// A sentence with the command that installs what is missing.
pub(crate) fn ensure(needed: &[Needed], extra: &[&str]) -> Result<()> {
    let missing: Vec<&str> = needed.iter().filter(|it| !Path::new(it.program).exists()).map(|it| it.package).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let packages: Vec<&str> = missing.into_iter().chain(extra.iter().copied()).collect();
    install(&packages)
}

/// Installs packages, without starting the services that come with them.
pub(crate) fn install(packages: &[&str]) -> Result<()> {
    let command = format!("apt-get install -y --no-install-recommends {}", packages.join(" "));
    if !Path::new("/usr/bin/apt-get").exists() {
        bail!("needed: {}. On Debian or Ubuntu: sudo {command}", packages.join(", "));
    }
    if !is_root() {
        bail!("needed: {}. Install it with: sudo {command}", packages.join(", "));
    }
    say(&format!("installing {}", packages.join(" ")));
    let quiet = NoServices::begin()?;
    let apt =
        |args: &[&str]| Cmd::new("apt-get").args(&["-qq"]).args(args).env("DEBIAN_FRONTEND", "noninteractive").run();
    apt(&["update"])?;
    apt(&["install", "-y", "--no-install-recommends"].iter().chain(packages).copied().collect::<Vec<_>>())?;
    drop(quiet);
    Ok(())
}

fn is_root() -> bool {
    std::fs::metadata("/proc/self").is_ok_and(|it| it.uid() == 0)
}

/// While this lives, Debian's packages do not start their services: a test machine must not begin to take mail.
struct NoServices {
    ours: bool,
}

const POLICY: &str = "/usr/sbin/policy-rc.d";

impl NoServices {
    fn begin() -> Result<Self> {
        if Path::new(POLICY).exists() {
            return Ok(Self { ours: false });
        }
        std::fs::write(POLICY, "#!/bin/sh\nexit 101\n").with_context(|| format!("cannot write {POLICY}"))?;
        let mode = <std::fs::Permissions as std::os::unix::fs::PermissionsExt>::from_mode(0o755);
        std::fs::set_permissions(POLICY, mode).with_context(|| format!("cannot write {POLICY}"))?;
        Ok(Self { ours: true })
    }
}

impl Drop for NoServices {
    fn drop(&mut self) {
        if self.ours {
            // If it stays, services only need to be started by hand.
            let _ = std::fs::remove_file(POLICY);
        }
    }
}
