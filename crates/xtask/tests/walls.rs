//! Dependency rules: which crate may use which, and no cycles between the modules of a crate.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::path::PathBuf;

use cargo_metadata::DependencyKind;
use cargo_metadata::Metadata;
use cargo_metadata::MetadataCommand;

fn metadata() -> Metadata {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    MetadataCommand::new().current_dir(root).no_deps().exec().unwrap()
}

/// The modules of a crate by path (`["stage", "auth"]`; the root is empty), each with the modules that it uses.
struct Modules(BTreeMap<Vec<String>, BTreeSet<Vec<String>>>);

impl Modules {
    fn of(folder: &Path) -> Self {
        let mut texts = BTreeMap::new();
        read(folder, &mut Vec::new(), &mut texts);
        let uses = |(path, text): (&Vec<String>, &String)| (path.clone(), used(path, text, &texts));
        Self(texts.iter().map(uses).collect())
    }

    /// A cycle of modules, if there is one.
    fn cycle(&self) -> Option<Vec<String>> {
        self.0.keys().find_map(|start| self.path_back(start, start, &mut vec![start.clone()], &mut BTreeSet::new()))
    }

    fn path_back(
        &self,
        start: &Vec<String>,
        at: &Vec<String>,
        trail: &mut Vec<Vec<String>>,
        seen: &mut BTreeSet<Vec<String>>,
    ) -> Option<Vec<String>> {
        for next in &self.0[at] {
            if next == start {
                return Some(trail.iter().map(|it| format!("crate::{}", it.join("::"))).collect());
            }
            if seen.insert(next.clone()) {
                trail.push(next.clone());
                if let Some(cycle) = self.path_back(start, next, trail, seen) {
                    return Some(cycle);
                }
                trail.pop();
            }
        }
        None
    }
}

/// Reads the files of a module and its submodules, without comments and tests.
fn read(folder: &Path, path: &mut Vec<String>, texts: &mut BTreeMap<Vec<String>, String>) {
    for file in fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()) {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        if file.is_dir() && name != "bin" {
            path.push(name);
            read(&file, path, texts);
            path.pop();
        } else if file.extension().is_some_and(|it| it == "rs") && name != "tests" {
            let module = if matches!(name.as_str(), "lib" | "main" | "mod") {
                path.clone()
            } else {
                [&path[..], &[name]].concat()
            };
            let text = fs::read_to_string(&file).unwrap();
            let code = text.split("\nmod tests {").next().unwrap_or_default();
            let lines = code.lines().map(|it| it.split("//").next().unwrap_or_default());
            texts.entry(module).or_default().push_str(&lines.collect::<Vec<_>>().join("\n"));
        }
    }
}

/// The modules that the module at `path` uses.
fn used(path: &[String], text: &str, texts: &BTreeMap<Vec<String>, String>) -> BTreeSet<Vec<String>> {
    let is_name = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    let mut used = BTreeSet::new();
    for word in text.split(|c| !is_name(c)).filter(|it| it.contains("::")) {
        let segments: Vec<String> = word.split("::").map(str::to_owned).collect();
        let mut target = match segments[0].as_str() {
            "crate" => segments[1..].to_vec(),
            "super" => [&path[..path.len() - 1], &segments[1..]].concat(),
            // An item of a submodule.
            _ => [path, &segments].concat(),
        };
        while !texts.contains_key(&target) {
            target.pop();
        }
        if target != path {
            used.insert(target);
        }
    }
    used
}

/// The workspace crates that each crate may use. A lower crate never uses a higher one.
const MAY_USE: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("smtp", &[]),
    ("catalogue", &["model"]),
    ("settings", &["model", "smtp", "catalogue"]),
    ("explain", &["model", "smtp", "catalogue", "settings"]),
    ("message", &["model", "smtp", "catalogue", "settings"]),
    ("report", &["model", "catalogue", "settings", "explain"]),
    ("core", &["model", "smtp", "catalogue", "settings", "explain", "message", "report"]),
    ("probe", &["core"]),
    ("server", &["core", "probe"]),
    ("cli", &["core", "probe", "server"]),
    ("wasm", &["catalogue", "settings", "explain", "message"]),
    ("web", &["core"]),
    ("testkit", &[]),
    ("xtask", &[]),
    ("xtask-page", &["core", "xtask"]),
    ("xtask-dist", &["core", "xtask"]),
    // Only tests.
    ("e2e", &["testkit"]),
    ("bench", &["core", "probe", "testkit", "e2e"]),
];

/// The name of a workspace package without the common prefix.
fn short(name: &str) -> &str {
    if name == "smtp-doctor" { "cli" } else { name.strip_prefix("smtp-doctor-").unwrap_or(name) }
}

#[test]
fn crates_use_only_those_below_them() {
    for package in &metadata().packages {
        let name = short(&package.name);
        let known = MAY_USE.iter().find(|it| it.0 == name);
        let (_, allowed) = known.unwrap_or_else(|| panic!("{name} is new: add it to MAY_USE"));
        let ours = package.dependencies.iter().filter(|it| it.name.starts_with("smtp-doctor"));
        for dependency in ours.filter(|it| it.kind == DependencyKind::Normal) {
            assert!(allowed.contains(&short(&dependency.name)), "{name} must not use {}", dependency.name);
        }
    }
}

/// Only large optional parts are features: texts and schemas.
#[test]
fn the_crates_without_io_have_two_features() {
    for package in &metadata().packages {
        let name = short(&package.name);
        let below = MAY_USE.iter().take_while(|it| it.0 != "probe").any(|it| it.0 == name);
        for feature in package.features.keys().filter(|_| below) {
            assert!(["default", "texts", "schema"].contains(&feature.as_str()), "{name} has a feature `{feature}`");
        }
    }
}

#[test]
fn crates_have_no_module_cycles() {
    let cycles: Vec<String> = metadata()
        .packages
        .iter()
        .filter_map(|package| {
            let source: PathBuf = package.manifest_path.parent().unwrap().join("src").into();
            let cycle = Modules::of(&source).cycle()?;
            Some(format!("{}: {}", package.name, cycle.join(" -> ")))
        })
        .collect();
    assert!(cycles.is_empty(), "module cycles:\n{}", cycles.join("\n"));
}

#[test]
fn cycles_are_detected() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("lib.rs", "mod a;\nmod b;\npub use a::A;\n");
    write("a.rs", "use crate::b::B;\npub struct A(B);\n#[cfg(test)]\nmod tests {\n    use crate::A;\n}\n");
    write("b.rs", "// crate::a is only mentioned.\npub struct B;\n");
    assert_eq!(Modules::of(folder.path()).cycle(), None);
    write("b.rs", "pub fn b() -> super::a::A { todo!() }\n");
    assert_eq!(Modules::of(folder.path()).cycle(), Some(vec!["crate::a".to_owned(), "crate::b".to_owned()]));
    write("b.rs", "pub struct B(crate::A);\n");
    assert!(Modules::of(folder.path()).cycle().is_some(), "a cycle through a re-export of the root");
}
