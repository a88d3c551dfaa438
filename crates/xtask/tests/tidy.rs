//! House rules that the compiler does not check.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

use std::fs;
use std::path::Path;
use std::path::PathBuf;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// All our files with this extension.
fn files(folder: &Path, extension: &str, found: &mut Vec<PathBuf>) {
    for path in fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() && !matches!(name.as_str(), "target" | "dist" | ".git" | ".cache" | "node_modules") {
            files(&path, extension, found);
        } else if path.extension().is_some_and(|it| it == extension) {
            found.push(path);
        }
    }
}

fn sources() -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    files(&root(), "rs", &mut found);
    assert!(found.len() > 100, "the sources were found");
    found.into_iter().map(|path| (path.clone(), fs::read_to_string(path).unwrap())).collect()
}

#[test]
fn every_file_has_a_module_comment_and_is_short() {
    for (path, text) in sources() {
        assert!(text.starts_with("//!"), "{} must open with //!", path.display());
        assert!(text.lines().count() <= 450, "{} is long: split it", path.display());
    }
}

#[test]
fn no_test_is_ignored_or_expects_a_panic() {
    let forbidden = ["#[ignore", "#[should_panic", "assert!(true"].map(|it| it.to_owned());
    for (path, text) in sources().iter().filter(|(path, _)| !path.ends_with("tidy.rs")) {
        for mark in &forbidden {
            assert!(!text.contains(mark), "{}: {mark}", path.display());
        }
    }
}

#[test]
fn links_and_commands_of_the_readme_exist() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    for link in readme.split("](").skip(1).filter_map(|it| it.split(')').next()) {
        let local = !link.starts_with("http") && !link.starts_with('#');
        assert!(!local || root().join(link).exists(), "README links to {link}");
    }
    for command in ["cargo xtask serve", "cargo xtask test"] {
        assert!(readme.contains(command), "README names {command}");
    }
}

#[test]
fn tests_named_in_the_threat_model_exist() {
    let model = fs::read_to_string(root().join("docs/SECURITY.md")).unwrap();
    let all: String = sources().into_iter().map(|it| it.1).collect();
    let rows: Vec<&str> = model.lines().filter(|it| it.starts_with("| ") && !it.starts_with("| who")).collect();
    assert!(rows.len() > 25, "{}", rows.len());
    for row in rows {
        let named: Vec<&str> = row.rsplit('|').nth(1).unwrap().split('`').skip(1).step_by(2).collect();
        assert!(!named.is_empty(), "no test: {row}");
        for test in named {
            assert!(all.contains(&format!("fn {test}(")), "{test} does not exist");
        }
    }
}

/// Clock changes must not affect time-outs or limits, so these use the monotonic clock.
#[test]
fn the_wall_clock_is_used_for_dates_only() {
    let may = ["message.rs", "token.rs"];
    for (path, text) in sources() {
        let ours = ["crates/probe/src", "server/src"].iter().any(|it| path.starts_with(root().join(it)));
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        assert!(!ours || may.contains(&name.as_str()) || !text.contains("SystemTime"), "{}", path.display());
    }
}
