//! `THIRD-PARTY.txt`: the linked crates, their licences, and the required licence texts.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::path::PathBuf;

use anyhow::Context as _;
use anyhow::Result;
use anyhow::ensure;
use cargo_metadata::Package;
use spdx::Expression;
use spdx::ParseMode;

use crate::linked::Linked;

/// Licences that only require their text to be included.
const PERMISSIVE: [&str; 13] = [
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "Unicode-3.0",
    "Zlib",
];

/// How to recognise licence files in a folder.
#[derive(Clone, Copy)]
enum Look {
    /// The crate folder: files with a licence name, and some subfolders.
    Top,
    /// Sources: files with a licence name, in all subfolders.
    Sources,
    /// A folder of licences: all files.
    Licences,
}

/// The names that licence files begin with.
const NAMES: [&str; 6] = ["copying", "copyright", "licence", "license", "notice", "unlicense"];

const HEAD: &str = "\
Third-party crates that are linked into smtp-doctor (the binary and the page in it), their licences,
and the licence texts. The Rust standard library is linked as well: MIT OR Apache-2.0,
https://github.com/rust-lang/rust
";

const RULE: &str = "\n================================================================================\n";

/// Renders the file.
///
/// # Errors
///
/// A crate declares no licence, or one that is not permissive.
pub(crate) fn third_party(linked: &Linked) -> Result<String> {
    let mut list = String::from(HEAD);
    let mut owners_of: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for package in linked.third_party() {
        let name = format!("{} {}", package.name, package.version);
        let licence = permissive(package)?;
        let _ = write!(list, "\n{name}\n    {}\n", package.license.as_deref().unwrap_or_default());
        if let Some(repository) = &package.repository {
            let _ = writeln!(list, "    {repository}");
        }
        let mut texts = texts_of(package)?;
        if texts.is_empty() {
            let _ = writeln!(list, "    no licence text included; by {}", package.authors.join(", "));
            texts = standard_texts(&licence);
        }
        for text in texts {
            let owners = owners_of.entry(text).or_default();
            if !owners.contains(&name) {
                owners.push(name.clone());
            }
        }
    }
    let mut texts: Vec<_> = owners_of.into_iter().collect();
    texts.sort_by(|a, b| (&a.1, &a.0).cmp(&(&b.1, &b.0)));
    for (text, owners) in texts {
        let _ = write!(list, "{RULE}{}\n\n{text}", owners.join(", "));
    }
    Ok(list)
}

/// The licence of a crate.
///
/// # Errors
///
/// The crate declares none, or one that is not permissive.
fn permissive(package: &Package) -> Result<Expression> {
    let name = format!("{} {}", package.name, package.version);
    let expression = package.license.as_deref().with_context(|| format!("{name} declares no licence"))?;
    let licence = parsed(expression).with_context(|| format!("{name}: {expression:?}"))?;
    ensure!(is_permissive(&licence), "{name} is under {expression:?}, which is not permissive");
    Ok(licence)
}

/// An expression in canonical SPDX form.
pub(crate) fn canonical(expression: &str) -> Result<String> {
    Ok(Expression::canonicalize(expression)?.unwrap_or_else(|| expression.to_owned()))
}

/// Parses an expression as crates write it, including a slash for OR.
fn parsed(expression: &str) -> Result<Expression> {
    Ok(Expression::parse_mode(expression, ParseMode::LAX)?)
}

/// Whether permissive licences alone satisfy the expression.
fn is_permissive(licence: &Expression) -> bool {
    licence.evaluate(|it| PERMISSIVE.contains(&it.to_string().as_str()))
}

/// The licence texts in a crate.
fn texts_of(package: &Package) -> Result<Vec<String>> {
    let folder = package.manifest_path.parent().context("the manifest has no parent folder")?;
    let mut files = Vec::new();
    licence_files(folder.as_std_path(), Look::Top, &mut files)?;
    if let Some(file) = &package.license_file {
        files.push(folder.join(file).into_std_path_buf());
    }
    files
        .iter()
        .map(|path| {
            let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
            Ok(normalised(&String::from_utf8_lossy(&bytes)))
        })
        .collect()
}

/// Finds the licence files in a folder.
fn licence_files(folder: &Path, look: Look, found: &mut Vec<PathBuf>) -> Result<()> {
    let mut entries: Vec<_> = fs::read_dir(folder)?.collect::<Result<_, _>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name().to_string_lossy().to_lowercase();
        if entry.file_type()?.is_dir() {
            match (look, name.as_str()) {
                (Look::Top, "licenses") => licence_files(&entry.path(), Look::Licences, found)?,
                (Look::Top, "src" | "third_party" | "jemalloc") => licence_files(&entry.path(), Look::Sources, found)?,
                (Look::Top, _) => {}
                _ => licence_files(&entry.path(), look, found)?,
            }
            continue;
        }
        let named = NAMES.iter().any(|it| name.starts_with(it)) && !name.ends_with(".rs");
        if named || matches!(look, Look::Licences) {
            found.push(entry.path());
        }
    }
    Ok(())
}

/// Normalises a text for comparison: line ends, trailing spaces, and blank lines at start and end.
fn normalised(text: &str) -> String {
    let lines: Vec<&str> = text.trim_start_matches('\u{feff}').lines().map(str::trim_end).collect();
    lines.join("\n").trim_matches('\n').to_owned() + "\n"
}

/// The standard licence texts, for a crate without its own.
fn standard_texts(licence: &Expression) -> Vec<String> {
    licence.requirements().filter_map(|it| it.req.license.id()).map(|it| normalised(it.text())).collect()
}

#[cfg(test)]
mod tests {
    use cargo_metadata::MetadataCommand;
    use smtp_doctor_xtask::root;

    use super::*;

    /// Crates that only tests use. They are never linked into a release.
    const FOR_TESTS: [(&str, &str); 1] = [("webdriver", "MPL-2.0")];

    #[test]
    fn every_dependency_has_a_permissive_licence() {
        let metadata = MetadataCommand::new().current_dir(root()).exec().unwrap();
        assert!(metadata.packages.len() > 100, "the dependencies were found");
        for package in &metadata.packages {
            let for_tests = (package.name.as_str(), package.license.as_deref().unwrap_or_default());
            if !FOR_TESTS.contains(&for_tests) {
                permissive(package).unwrap();
            }
        }
    }

    #[track_caller]
    fn check(expression: &str, permissive: bool) {
        assert_eq!(is_permissive(&parsed(expression).unwrap()), permissive, "{expression}");
    }

    #[test]
    fn permissive_licences_alone_must_satisfy_the_expression() {
        check("MIT OR Apache-2.0", true);
        check("MIT/Apache-2.0", true);
        check("Apache-2.0 / MIT", true);
        check("(MIT OR Apache-2.0) AND Unicode-3.0", true);
        check("Apache-2.0 WITH LLVM-exception OR Apache-2.0 OR MIT", true);
        check("MIT OR GPL-3.0-only", true);
        check("GPL-3.0-only", false);
        check("MIT AND MPL-2.0", false);
        check("MIT AND GPL-3.0", false);
        check("(MIT OR Apache-2.0) AND LGPL-2.1-or-later", false);
        check("Apache-2.0 WITH Classpath-exception-2.0", false);
        assert!(parsed("see LICENSE").is_err(), "prose is not an expression");
    }

    #[test]
    fn texts_are_compared_without_line_ends() {
        assert_eq!(normalised("\u{feff}MIT\r\n\r\nPermission  \r\n"), normalised("\nMIT\n\nPermission\n\n"));
        assert_ne!(normalised("Copyright A"), normalised("Copyright B"));
    }

    #[test]
    fn licence_files_are_found_in_the_usual_folders() {
        let crate_folder = tempfile::tempdir().unwrap();
        let files =
            ["LICENSE-MIT", "LICENSES/MIT.txt", "src/spin/LICENSE", "src/license.rs", "tests/data/COPYING", "README"];
        for file in files {
            let path = crate_folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, file).unwrap();
        }
        let mut found = Vec::new();
        licence_files(crate_folder.path(), Look::Top, &mut found).unwrap();
        let found: Vec<_> = found.iter().map(|it| it.strip_prefix(crate_folder.path()).unwrap()).collect();
        assert_eq!(found, ["LICENSE-MIT", "LICENSES/MIT.txt", "src/spin/LICENSE"].map(Path::new));
    }
}
