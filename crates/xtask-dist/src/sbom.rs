//! `sbom.cdx.json`: the linked crates in CycloneDX 1.5, for vulnerability scanners.
//!
//! Written without the crate `cyclonedx-bom`, which has fifty dependencies for one JSON value. Serial number and time are
//! omitted to keep the file reproducible.

use std::collections::BTreeMap;
use std::fs;

use anyhow::Context as _;
use anyhow::Result;
use cargo_metadata::Package;
use serde_json::Value;
use serde_json::json;
use smtp_doctor_xtask::root;

use crate::licences;
use crate::linked::BINARY;
use crate::linked::Linked;
use crate::linked::PAGE;

/// Renders the file.
pub(crate) fn sbom(linked: &Linked) -> Result<String> {
    let checksums = checksums(&fs::read_to_string(root().join("Cargo.lock")).context("cannot read Cargo.lock")?)?;
    let binary = linked.packages.iter().find(|it| it.name == BINARY).context("the package of the binary is missing")?;
    let others = || linked.packages.iter().filter(|it| it.name != BINARY);
    let bom = json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": { "component": component(binary, "application", &checksums)? },
        "components": others().map(|it| component(it, "library", &checksums)).collect::<Result<Vec<_>>>()?,
        "dependencies": linked.packages.iter().map(|it| dependency(linked, it)).collect::<Vec<_>>(),
    });
    Ok(serde_json::to_string_pretty(&bom)? + "\n")
}

fn component(package: &Package, kind: &str, checksums: &BTreeMap<(String, String), String>) -> Result<Value> {
    let expression = package.license.as_deref().with_context(|| format!("{} declares no licence", package.name))?;
    let licence = licences::canonical(expression).with_context(|| format!("{}: {expression:?}", package.name))?;
    let mut component = json!({
        "type": kind,
        "bom-ref": purl(package),
        "name": package.name.as_str(),
        "version": package.version.to_string(),
        "licenses": [{ "expression": licence }],
        "purl": purl(package),
    });
    if let Some(checksum) = checksums.get(&(package.name.to_string(), package.version.to_string())) {
        component["hashes"] = json!([{ "alg": "SHA-256", "content": checksum }]);
    }
    if let Some(repository) = &package.repository {
        component["externalReferences"] = json!([{ "type": "vcs", "url": repository }]);
    }
    Ok(component)
}

fn dependency(linked: &Linked, package: &Package) -> Value {
    // Cargo does not know that the binary depends on the page, because it embeds the files.
    let page = linked.packages.iter().filter(|it| package.name == BINARY && PAGE.contains(&it.name.as_str()));
    let uses: Vec<String> = linked.used_by(package).chain(page).map(purl).collect();
    json!({ "ref": purl(package), "dependsOn": uses })
}

fn purl(package: &Package) -> String {
    // Some tools read a `+` as a space.
    let purl = format!("pkg:cargo/{}@{}", package.name, package.version.to_string().replace('+', "%2B"));
    match &package.repository {
        // Workspace crates are not in a registry. A crate with the same name there is unrelated.
        Some(repository) if package.source.is_none() => format!("{purl}?vcs_url=git%2B{repository}"),
        _ => purl,
    }
}

/// The checksums of registry packages in Cargo.lock, by name and version.
fn checksums(lock: &str) -> Result<BTreeMap<(String, String), String>> {
    let lock: toml::Table = lock.parse().context("cannot read Cargo.lock")?;
    let packages = lock.get("package").and_then(toml::Value::as_array).context("Cargo.lock lists no packages")?;
    let text = |package: &toml::Value, key: &str| package.get(key).and_then(toml::Value::as_str).map(str::to_owned);
    Ok(packages
        .iter()
        .filter_map(|it| Some(((text(it, "name")?, text(it, "version")?), text(it, "checksum")?)))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checksums_come_from_the_lock_file() {
        let lock = "version = 4\n[[package]]\nname = \"a\"\nversion = \"1.0.0\"\nchecksum = \"ab\"\n\
                    [[package]]\nname = \"ours\"\nversion = \"0.1.0\"\n";
        let expected = BTreeMap::from([(("a".to_owned(), "1.0.0".to_owned()), "ab".to_owned())]);
        assert_eq!(checksums(lock).unwrap(), expected);
        assert!(checksums("version = 4").is_err());
    }
}
