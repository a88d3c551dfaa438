//! Packages that tests and the Wasm build need: Debian's, found or installed where root allows it, npm's and
//! Python's.

use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

use anyhow::Context as _;
use anyhow::Result;
use anyhow::bail;

use crate::process::Cmd;
use crate::process::say;

/// A program and the Debian package that has it.
#[derive(Clone, Copy, Debug)]
pub struct Needed {
    /// Its path, or a name on `PATH`.
    pub program: &'static str,
    /// The package.
    pub package: &'static str,
}

/// A program of a Python package.
#[derive(Clone, Copy, Debug)]
pub struct Pip {
    /// Its name.
    pub program: &'static str,
    /// The package, with its version, and what is installed together with it.
    pub packages: &'static [&'static str],
}

/// Makes sure that all of `needed` are there.
///
/// # Errors
///
/// A sentence with the command that installs what is missing.
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
    // An absolute path stays what it is when it is joined to a folder.
    std::env::split_paths(&path).any(|folder| folder.join(program).exists())
}

/// Makes sure that the npm packages of a folder are there, as its lock file names them.
///
/// # Errors
///
/// A sentence that says how to get them.
pub fn npm(folder: &str) -> Result<()> {
    // Written when everything else is in place.
    if crate::workspace::root().join(folder).join("node_modules/.package-lock.json").exists() {
        return Ok(());
    }
    say(&format!("fetching the npm packages of {folder}"));
    Cmd::new("npm")
        .args(&["ci", "--silent", "--no-fund", "--no-audit", "--prefix", folder])
        .run()
        .with_context(|| format!("the npm packages of {folder} cannot be fetched, which needs the network once"))
}

/// Makes sure that a program of a Python package is there, in an environment of its own: `target/<program>`.
///
/// # Errors
///
/// A sentence that says how to get it.
pub fn pip(Pip { program, packages }: &Pip) -> Result<()> {
    let folder = crate::workspace::root().join("target").join(program);
    if folder.join("bin").join(program).exists() {
        return Ok(());
    }
    let at = folder.to_string_lossy();
    let environment = || Cmd::new("python3").args(&["-m", "venv", &at]);
    say(&format!("fetching the Python program {program}"));
    if !environment().succeeds() {
        ensure(&[Needed { program: "/usr/share/doc/python3-venv", package: "python3-venv" }], &[])?;
        environment().run()?;
    }
    Cmd::new(&folder.join("bin/pip").to_string_lossy())
        .args(&["install", "--quiet", "--disable-pip-version-check"])
        .args(packages)
        .run()
        .with_context(|| format!("{program} cannot be fetched, which needs Python 3.10 and the network once"))
}

/// Installs packages, without starting the services that come with them.
///
/// # Errors
///
/// A sentence with the command to run by hand, or apt-get fails.
pub fn install(packages: &[&str]) -> Result<()> {
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
