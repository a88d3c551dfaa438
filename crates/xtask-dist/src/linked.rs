//! The crates linked into the binary and the page, and their dependencies.
//!
//! `cargo tree` lists the crates, because it resolves features for the built packages only. `cargo metadata` unifies the
//! features of the whole workspace, including tests, but it has the details of each crate.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use anyhow::Context as _;
use anyhow::Result;
use anyhow::ensure;
use cargo_metadata::DependencyKind;
use cargo_metadata::MetadataCommand;
use cargo_metadata::Package;
use cargo_metadata::PackageId;
use smtp_doctor_xtask::RELEASE_FEATURES;
use smtp_doctor_xtask::process::Cmd;
use smtp_doctor_xtask::root;
use smtp_doctor_xtask::wasm;

/// The package of the binary, and those of the embedded page.
pub(crate) const BINARY: &str = "smtp-doctor";
pub(crate) const PAGE: [&str; 2] = ["smtp-doctor-web", "smtp-doctor-wasm"];

/// The linked crates.
pub(crate) struct Linked {
    /// Sorted by name and version, including workspace crates.
    pub(crate) packages: Vec<Package>,
    uses: BTreeMap<PackageId, BTreeSet<PackageId>>,
}

impl Linked {
    /// Reads the linked crates of a binary for `host` from cargo.
    pub(crate) fn read(host: &str) -> Result<Self> {
        let [page, modules] = PAGE;
        let mut names = tree(host, &["--package", BINARY, "--features", RELEASE_FEATURES])?;
        names.append(&mut tree(wasm::TARGET, &["--package", page])?);
        names.append(&mut tree(wasm::TARGET, &["--package", modules, "--all-features"])?);
        let options = ["--filter-platform", host, "--filter-platform", wasm::TARGET, "--features", RELEASE_FEATURES];
        let options = options.map(str::to_owned);
        let metadata = MetadataCommand::new().current_dir(root()).other_options(options).exec()?;
        let mut packages = metadata.packages;
        packages.retain(|it| names.contains(&(it.name.to_string(), it.version.to_string())));
        ensure!(packages.len() == names.len(), "`cargo tree` and `cargo metadata` list different crates");
        packages.sort_by(|a, b| (a.name.as_str(), &a.version).cmp(&(b.name.as_str(), &b.version)));
        let ids: BTreeSet<&PackageId> = packages.iter().map(|it| &it.id).collect();
        let uses = metadata
            .resolve
            .context("`cargo metadata` has no dependency graph")?
            .nodes
            .into_iter()
            .filter(|node| ids.contains(&node.id))
            .map(|node| {
                let normal = node.deps.into_iter().filter(|it| {
                    ids.contains(&it.pkg) && it.dep_kinds.iter().any(|it| it.kind == DependencyKind::Normal)
                });
                (node.id, normal.map(|it| it.pkg).collect())
            })
            .collect();
        Ok(Self { packages, uses })
    }

    /// The linked crates that `package` uses, in the same order.
    pub(crate) fn used_by<'a>(&'a self, package: &Package) -> impl Iterator<Item = &'a Package> {
        let uses = self.uses.get(&package.id);
        self.packages.iter().filter(move |it| uses.is_some_and(|uses| uses.contains(&it.id)))
    }

    /// Third-party crates.
    pub(crate) fn third_party(&self) -> impl Iterator<Item = &Package> {
        self.packages.iter().filter(|it| it.source.is_some())
    }
}

/// Names and versions of the crates linked into these packages, without build scripts, macros and tests.
fn tree(target: &str, packages: &[&str]) -> Result<BTreeSet<(String, String)>> {
    let options =
        ["tree", "--target", target, "--edges", "normal,no-proc-macro", "--prefix", "none", "--format", "{p}"];
    let output = Cmd::cargo(&options).args(packages).output()?;
    output
        .lines()
        .map(|line| {
            let mut words = line.split(' ');
            let name = words.next().unwrap_or_default();
            let version = words.next().and_then(|it| it.strip_prefix('v'));
            Ok((
                name.to_owned(),
                version.with_context(|| format!("cannot parse the output of `cargo tree`: {line:?}"))?.to_owned(),
            ))
        })
        .collect()
}
