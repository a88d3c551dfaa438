//! `cargo xtask codegen`: generates `docs/findings/` from the catalogue, and the table of `docs/CONFIGURATION.md` from the
//! flags of `serve`. Tests check that both are up to date.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

use anyhow::Context as _;
use anyhow::Result;
use smtp_doctor_core::catalogue;
use smtp_doctor_core::catalogue::Entry;
use smtp_doctor_core::catalogue::entry::Family;
use smtp_doctor_xtask::process::Cmd;
use smtp_doctor_xtask::process::say;
use smtp_doctor_xtask::root;

const FOLDER: &str = "docs/findings";

/// The table of settings follows this line.
const MARK: &str = "<!-- The table is written by `cargo xtask codegen`. -->";

/// Writes all pages, and removes those of deleted entries.
pub(crate) fn write() -> Result<()> {
    let folder = root().join(FOLDER);
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let pages = pages();
    for (name, text) in &pages {
        fs::write(folder.join(name), text)?;
    }
    say(&format!("{} pages written into {FOLDER}/", pages.len()));
    write_settings()
}

/// Writes the table of settings after its mark.
fn write_settings() -> Result<()> {
    let path = root().join("docs/CONFIGURATION.md");
    let text = fs::read_to_string(&path)?;
    let (before, _) = text.split_once(MARK).context("docs/CONFIGURATION.md has no mark for its table")?;
    let table = Cmd::cargo(&["run", "--quiet", "--package", "smtp-doctor", "--", "settings"]).output()?;
    fs::write(&path, format!("{before}{MARK}\n\n{table}"))?;
    Ok(())
}

/// Fails if a page differs from the catalogue.
#[cfg(test)]
fn check() -> Result<()> {
    let folder = root().join(FOLDER);
    let mut written = BTreeMap::new();
    for entry in fs::read_dir(&folder)? {
        let entry = entry?;
        written.insert(entry.file_name().to_string_lossy().into_owned(), fs::read_to_string(entry.path())?);
    }
    anyhow::ensure!(written == pages(), "{FOLDER}/ is out of date. Run `cargo xtask codegen`");
    Ok(())
}

/// The pages by file name: one per entry, and the index.
fn pages() -> BTreeMap<String, String> {
    let mut pages: BTreeMap<String, String> =
        catalogue::ALL.iter().map(|entry| (format!("{}.md", entry.slug), page(entry))).collect();
    pages.insert("README.md".to_owned(), list());
    pages
}

fn list() -> String {
    let mut text = String::from("# All problems\n\nGenerated from the catalogue by `cargo xtask codegen`.\n");
    for family in Family::ALL {
        let entries: Vec<_> = catalogue::ALL.iter().filter(|it| it.family == family).collect();
        let _ = write!(text, "\n## {}\n\n", family.label());
        for entry in entries {
            let _ = writeln!(text, "- [{}]({}.md)", entry.title, entry.slug);
        }
    }
    text
}

fn page(entry: &Entry) -> String {
    let text = entry.text();
    let mut page = format!("# {}\n\n`{}`, {}\n\n{}\n", entry.title, entry.slug, entry.family.label(), text.meaning);
    page.push_str("\n## Usual causes\n\n");
    for cause in text.causes {
        let _ = writeln!(page, "- {}", cause.text);
    }
    page.push_str("\n## What to do\n\n");
    for (i, step) in text.steps.iter().enumerate() {
        let _ = writeln!(page, "{}. **{}**: {}", i + 1, step.who.label(), step.text);
        if let Some(command) = step.command {
            let _ = writeln!(page, "   `{command}`");
        }
    }
    let _ = write!(page, "\n## When to call IT\n\n{}\n", text.escalate);
    if !text.references.is_empty() {
        page.push_str("\n## Sources\n\n");
        for reference in text.references {
            let _ = match reference.url {
                Some(url) => writeln!(page, "- [{}]({url})", reference.title),
                None => writeln!(page, "- {}", reference.title),
            };
        }
    }
    if let Some(checked) = text.checked {
        let _ = write!(page, "\nFacts checked {checked}.\n");
    }
    page
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_pages_of_the_catalogue_are_up_to_date() {
        super::check().unwrap_or_else(|error| panic!("{error}"));
    }
}
