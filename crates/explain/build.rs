//! Joins the pattern files into one text without remarks: what the Wasm module ships, and what `Index::new` parses.

use std::env;
use std::error::Error;
use std::fs;
use std::path::Path;
use std::path::PathBuf;

/// Patterns that recognise the stage or the provider. They come first and have section headers of their own.
const HINTS: &str = "hints";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=src/patterns");
    let mut files: Vec<PathBuf> =
        fs::read_dir("src/patterns")?.map(|it| Ok(it?.path())).collect::<Result<_, std::io::Error>>()?;
    files.sort_by_key(|it| (it.file_stem().is_none_or(|stem| stem != HINTS), it.clone()));
    let mut text = String::new();
    for file in files {
        let name = file.file_stem().unwrap_or_default().to_string_lossy();
        if name != HINTS {
            text.push_str(&format!("[{}]\n", name.replace('_', "-")));
        }
        let lines = fs::read_to_string(&file)?;
        text.extend(lines.lines().filter(|it| !it.starts_with('#') && !it.is_empty()).flat_map(|it| [it, "\n"]));
    }
    fs::write(Path::new(&env::var("OUT_DIR")?).join("patterns.txt"), text)?;
    Ok(())
}
