//! Installs the Debian, npm and Python packages that tests and the Wasm build need. Debian packages need root.

use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

use anyhow::Context as _;
use anyhow::Result;
use anyhow::bail;

use crate::process::Cmd;
use crate::process::say;

/// A program and the Debian package that contains it.
#[derive(Clone, Copy, Debug)]
pub struct Needed {
    /// The path, or a name on `PATH`.
    pub program: &'static str,
    /// The package.
    pub package: &'static str,
}

/// A program from a Python package.
#[derive(Clone, Copy, Debug)]
pub struct Pip {
    /// The name of the program.
    pub program: &'static str,
    /// The package with its version, and packages installed with it.
    pub packages: &'static [&'static str],
}

/// Makes sure that all `needed` programs are installed.
///
/// # Errors
///
/// A sentence with the command that installs the missing packages.
pub fn ensure(needed: &[Needed], extra: &[&str]) -> Result<()> {
    let missing: Vec<&str> = needed.iter().filter(|it| !found(it.program)).map(|it| it.package).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let packages: Vec<&str> = missing.into_iter().chain(extra.iter().copied()).collect();
    install(&packages)
}

fn found(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    // Joining an absolute path to a folder gives the absolute path.
    std::env::split_paths(&path).any(|folder| folder.join(program).exists())
}

/// Makes sure that the npm packages from the lock file of a folder are installed.
///
/// # Errors
///
/// A sentence that says what failed.
pub fn npm(folder: &str) -> Result<()> {
    // npm writes this file last.
    if crate::workspace::root().join(folder).join("node_modules/.package-lock.json").exists() {
        return Ok(());
    }
    say(&format!("installing the npm packages of {folder}"));
    Cmd::new("npm").args(&["ci", "--silent", "--no-fund", "--no-audit", "--prefix", folder]).run().with_context(|| {
        format!("cannot install the npm packages of {folder}. The first installation needs the network")
    })
}

/// Makes sure that a Python program is installed, in its own virtual environment in `target/<program>`.
///
/// # Errors
///
/// A sentence that says what failed.
pub fn pip(Pip { program, packages }: &Pip) -> Result<()> {
    let folder = crate::workspace::root().join("target").join(program);
    if folder.join("bin").join(program).exists() {
        return Ok(());
    }
    let at = folder.to_string_lossy();
    let environment = || Cmd::new("python3").args(&["-m", "venv", &at]);
    say(&format!("installing the Python program {program}"));
    if !environment().succeeds() {
        ensure(&[Needed { program: "/usr/share/doc/python3-venv", package: "python3-venv" }], &[])?;
        environment().run()?;
    }
    Cmd::new(&folder.join("bin/pip").to_string_lossy())
        .args(&["install", "--quiet", "--disable-pip-version-check"])
        .args(packages)
        .run()
        .with_context(|| format!("cannot install {program}. The first installation needs Python 3.10 and the network"))
}

/// Installs Debian packages without starting their services.
///
/// # Errors
///
/// A sentence with the command to run by hand, or the failure of apt-get.
pub fn install(packages: &[&str]) -> Result<()> {
    let command = format!("apt-get install -y --no-install-recommends {}", packages.join(" "));
    if !Path::new("/usr/bin/apt-get").exists() {
        bail!("missing packages: {}. On Debian or Ubuntu, run: sudo {command}", packages.join(", "));
    }
    if !is_root() {
        bail!("missing packages: {}. Run: sudo {command}", packages.join(", "));
    }
    say(&format!("installing {}", packages.join(" ")));
    let quiet = NoServices::start()?;
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

/// While this value exists, Debian packages do not start their services: a test machine must not accept mail.
struct NoServices {
    created: bool,
}

const POLICY: &str = "/usr/sbin/policy-rc.d";

impl NoServices {
    fn start() -> Result<Self> {
        if Path::new(POLICY).exists() {
            return Ok(Self { created: false });
        }
        std::fs::write(POLICY, "#!/bin/sh\nexit 101\n").with_context(|| format!("cannot write {POLICY}"))?;
        let mode = <std::fs::Permissions as std::os::unix::fs::PermissionsExt>::from_mode(0o755);
        std::fs::set_permissions(POLICY, mode).with_context(|| format!("cannot write {POLICY}"))?;
        Ok(Self { created: true })
    }
}

impl Drop for NoServices {
    fn drop(&mut self) {
        if self.created {
            // If the file stays, services must be started by hand.
            let _ = std::fs::remove_file(POLICY);
        }
    }
}
