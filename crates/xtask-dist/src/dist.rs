//! `cargo xtask dist`: builds the release archive and its checksum in `target/dist/`.
//!
//! Builds are reproducible with the same compiler and the same folders. Folders matter because the binary contains source
//! paths for panic messages.

use std::fs;
use std::path::Path;
use std::path::PathBuf;

use anyhow::Context as _;
use anyhow::Result;
use sha2::Digest as _;
use sha2::Sha256;
use smtp_doctor_xtask::RELEASE;
use smtp_doctor_xtask::Size;
use smtp_doctor_xtask::page;
use smtp_doctor_xtask::process::Cmd;
use smtp_doctor_xtask::process::say;
use smtp_doctor_xtask::root;
use smtp_doctor_xtask::steps::Steps;

use crate::archive::Archive;
use crate::licences;
use crate::linked;
use crate::linked::Linked;
use crate::sbom;

/// Files that are packed unchanged.
const FILES: [(&str, &str); 7] = [
    ("etc/smtp-doctor/smtp-doctor.toml.example", "packaging/smtp-doctor.toml.example"),
    ("lib/systemd/system/smtp-doctor.service", "packaging/smtp-doctor.service"),
    ("share/doc/smtp-doctor/CHANGELOG.md", "CHANGELOG.md"),
    ("share/doc/smtp-doctor/LICENSE-APACHE", "LICENSE-APACHE"),
    ("share/doc/smtp-doctor/LICENSE-MIT", "LICENSE-MIT"),
    ("share/doc/smtp-doctor/README.md", "README.md"),
    ("share/doc/smtp-doctor/portal-profile.example.toml", "docs/portal-profile.example.toml"),
];

/// The paths where shells look for completions.
const COMPLETIONS: [(&str, &str); 3] = [
    ("bash", "share/bash-completion/completions/smtp-doctor"),
    ("fish", "share/fish/vendor_completions.d/smtp-doctor.fish"),
    ("zsh", "share/zsh/site-functions/_smtp-doctor"),
];

/// Builds page and binary, and packs them with licences, manual pages and completions.
pub(crate) fn build() -> Result<()> {
    let host = host()?;
    let mut steps = Steps::new(page::STEPS + 3);
    // First the steps that can fail without a build.
    steps.next("reading the licences of linked crates");
    let linked = Linked::read(&host)?;
    let third_party = licences::third_party(&linked)?;
    let sbom = sbom::sbom(&linked)?;
    page::build(Size::Smallest, &mut steps)?;
    steps.next("building the binary with full optimization");
    Cmd::cargo(&RELEASE).run()?;
    let binary = root().join("target/release").join(linked::BINARY);

    steps.next("packing the archive");
    let mut archive = Archive::default();
    archive.add_program("bin/smtp-doctor", &binary)?;
    archive.add_folder("page", &root().join("dist"))?;
    archive.add("share/doc/smtp-doctor/THIRD-PARTY.txt", third_party);
    archive.add("share/doc/smtp-doctor/sbom.cdx.json", sbom);
    for (path, from) in FILES {
        archive.add_file(path, &root().join(from))?;
    }
    for (shell, path) in COMPLETIONS {
        archive.add(path, output_of(&binary, &["completions", shell])?);
    }
    archive.add_folder("share/man/man1", &manual(&binary)?)?;
    write(&archive, &format!("{}-{}-{host}", linked::BINARY, env!("CARGO_PKG_VERSION")))
}

/// Writes the archive, and its checksum in the format of `sha256sum --check`.
fn write(archive: &Archive, name: &str) -> Result<()> {
    let folder = root().join("target/dist");
    fs::create_dir_all(&folder)?;
    let bytes = archive.pack(name, mtime()?)?;
    let file = format!("{name}.tar.gz");
    let checksum: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    fs::write(folder.join(&file), &bytes)?;
    fs::write(folder.join(format!("{file}.sha256")), format!("{checksum}  {file}\n"))?;
    say(&format!("target/dist/{file}: {} KB, sha256 {checksum}", bytes.len() / 1_000));
    Ok(())
}

/// The time of every entry, see <https://reproducible-builds.org/specs/source-date-epoch/>.
fn mtime() -> Result<u64> {
    match std::env::var("SOURCE_DATE_EPOCH") {
        Ok(seconds) => seconds.parse().with_context(|| format!("SOURCE_DATE_EPOCH is not a number: {seconds:?}")),
        Err(_) => Ok(0),
    }
}

/// The target triple of the compiler that builds the binary.
fn host() -> Result<String> {
    let rustc = std::env::var("RUSTC").unwrap_or_else(|_| "rustc".to_owned());
    let version = Cmd::new(&rustc).args(&["--version", "--verbose"]).output()?;
    let host = version.lines().find_map(|it| it.strip_prefix("host: "));
    Ok(host.with_context(|| format!("{rustc} does not print its host triple"))?.to_owned())
}

/// Runs the binary and returns its output.
fn output_of(binary: &Path, args: &[&str]) -> Result<String> {
    Cmd::new(&binary.to_string_lossy()).args(args).output()
}

/// Writes the manual pages and returns their folder.
fn manual(binary: &Path) -> Result<PathBuf> {
    let folder = root().join("target/dist.man");
    // Otherwise, pages of removed commands would be packed too.
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    output_of(binary, &["man", "--dir", &folder.to_string_lossy()])?;
    Ok(folder)
}
