//! Every catalogue entry is raised somewhere: by its constant in code, or by a pattern.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

use std::fs;
use std::path::Path;

use smtp_doctor_core::catalogue::ALL;

fn sources(folder: &Path, into: &mut String) {
    for file in fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()) {
        if file.is_dir() {
            sources(&file, into);
        } else if file.extension().is_some_and(|it| it == "rs") {
            into.push_str(&fs::read_to_string(file).unwrap());
        }
    }
}

#[test]
fn every_entry_is_raised_somewhere() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut code = String::new();
    for name in ["settings", "explain", "message"] {
        sources(&crates.join(name).join("src"), &mut code);
    }
    let patterns = smtp_doctor_core::explain::PATTERNS;
    for entry in ALL.iter().filter(|it| !patterns.contains(&format!("\n[{}]\n", it.slug))) {
        let name = entry.slug.replace('-', "_").to_uppercase();
        assert!(code.contains(&format!("&{name}")), "nothing raises {}", entry.slug);
    }
}
