//! Assembles the page in `dist/` from Wasm module, style sheet and `index.html`: hashed names, precompressed files.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::path::PathBuf;

use anyhow::Context as _;
use anyhow::Result;
use anyhow::bail;
use brotli::enc::BrotliEncoderParams;
use sha2::Digest as _;
use sha2::Sha256;
use smtp_doctor_core::catalogue;
use smtp_doctor_xtask::root;
use smtp_doctor_xtask::wasm;

use crate::modules::bindings;
use crate::modules::compiled;
use crate::modules::in_folder;
use crate::modules::tools_in;
use crate::modules::write;
use crate::npm;

/// Builds the page into `dist/`, unless it is up to date.
pub(crate) fn build(modules: &Path, brotli: i32) -> Result<()> {
    let page = compiled(modules, wasm::PAGE[1]);
    let package = [tools_in(modules), in_folder(modules, &wasm::CHECKS)].concat();
    let files = ["index.html", "style.css", "icon.svg"].map(|it| root().join("web").join(it));
    let scripts = npm::sources()?;
    let sources = files.iter().chain(&scripts).chain([&page]).chain(package.iter().map(|it| &it.1));
    let stamp = stamp(sources, brotli)?;
    let dist = root().join("dist");
    if fs::read_to_string(dist.join(STAMP)).is_ok_and(|it| it == stamp) {
        return Ok(());
    }
    // Built in another folder and then moved, so a server that uses dist/ never sees a partial page.
    let fresh = root().join("target/dist.new");
    if fresh.exists() {
        fs::remove_dir_all(&fresh)?;
    }
    fs::create_dir_all(fresh.join("assets"))?;
    assemble(&page, &fresh)?;
    write(&tools_in(modules), &fresh)?;
    npm::assemble(&package, &fresh.join("npm"))?;
    for folder in [fresh.clone(), fresh.join("assets"), fresh.join("npm")] {
        compress(&folder, brotli)?;
    }
    fs::write(fresh.join(STAMP), stamp)?;
    if dist.exists() {
        fs::remove_dir_all(&dist)?;
    }
    fs::rename(&fresh, &dist).context("cannot put dist/ into place")
}

/// The file with a hash of all sources of dist/.
const STAMP: &str = "stamp.txt";

fn stamp<'a>(sources: impl Iterator<Item = &'a PathBuf>, brotli: i32) -> Result<String> {
    let mut hasher = Sha256::new();
    hasher.update(env!("CARGO_PKG_VERSION"));
    hasher.update(include_str!("page.rs"));
    hasher.update(brotli.to_le_bytes());
    hasher.update(catalogue::texts());
    for source in sources {
        hasher.update(fs::read(source).with_context(|| format!("cannot read {}", source.display()))?);
    }
    Ok(hex(&hasher.finalize()))
}

fn assemble(module: &Path, dist: &Path) -> Result<()> {
    let bindings = bindings(module, "page", true)?;
    let wasm = asset(dist, "smtp-doctor", "wasm", &fs::read(bindings.join("page_bg.wasm"))?)?;
    let glue = with_snippets(&bindings, &fs::read_to_string(bindings.join("page.js"))?, dist)?;
    let glue = asset(dist, "smtp-doctor", "js", glue.as_bytes())?;
    let boot = asset(dist, "boot", "js", boot(&glue, &wasm).as_bytes())?;
    let style = asset(dist, "style", "css", &minified(&fs::read_to_string(root().join("web/style.css"))?))?;
    let icon = asset(dist, "icon", "svg", &fs::read(root().join("web/icon.svg"))?)?;
    let scripts = format!(
        "<link rel=\"modulepreload\" href=\"assets/{glue}\">\n    \
         <link rel=\"preload\" as=\"fetch\" type=\"application/wasm\" crossorigin href=\"assets/{wasm}\">\n    \
         <script type=\"module\" src=\"assets/{boot}\"></script>"
    );
    let texts = asset(dist, "texts", "txt", catalogue::texts().as_bytes())?;
    let html = fs::read_to_string(root().join("web/index.html"))?;
    let html = html
        .lines()
        .map(|line| match line.trim_start() {
            it if it.starts_with("<link data-trunk rel=\"rust\"") => format!("    {scripts}"),
            it if it.starts_with("<link data-trunk rel=\"css\"") => {
                format!("    <link rel=\"stylesheet\" href=\"assets/{style}\">")
            }
            it if it.starts_with("<link data-trunk rel=\"icon\"") => {
                format!("    <link rel=\"icon\" type=\"image/svg+xml\" href=\"assets/{icon}\">")
            }
            // The name contains a hash, so a page opened before an update never loads newer texts.
            it if it.starts_with("<meta name=\"smtp-doctor-texts\"") => {
                format!("    <meta name=\"smtp-doctor-texts\" content=\"assets/{texts}\">")
            }
            _ => line.to_owned(),
        })
        .collect::<Vec<_>>()
        .join("\n");
    if html.contains("data-trunk") || !html.contains(&texts) {
        bail!("web/index.html has an unknown data-trunk link, or no meta element for the texts");
    }
    fs::write(dist.join("index.html"), html + "\n")?;
    Ok(())
}

/// The glue. Scripts that it imports are written next to it, with hashed names.
fn with_snippets(bindings: &Path, glue: &str, dist: &Path) -> Result<String> {
    let mut out = String::new();
    for line in glue.lines() {
        match line.split_once("'./snippets/").and_then(|(before, rest)| Some((before, rest.split_once('\'')?))) {
            Some((before, (path, after))) => {
                let name = asset(dist, "part", "js", &fs::read(bindings.join("snippets").join(path))?)?;
                out.push_str(&format!("{before}'./{name}'{after}\n"));
            }
            None => {
                out.push_str(line);
                out.push('\n');
            }
        }
    }
    Ok(out)
}

/// The script that starts the module. A separate file, because the page policy forbids inline scripts.
fn boot(glue: &str, wasm: &str) -> String {
    format!(
        "import init from \"./{glue}\";\n\
         init({{ module_or_path: new URL(\"./{wasm}\", import.meta.url) }}).catch((error) => {{\n  \
         const note = document.createElement(\"p\");\n  \
         note.className = \"boot\";\n  \
         note.textContent = \"The checks could not start, because WebAssembly is missing or blocked in this browser (\" + error + \").\";\n  \
         document.body.append(note);\n\
         }});\n"
    )
}

/// The style sheet without comments and indentation. Compression does the rest.
fn minified(css: &str) -> Vec<u8> {
    let mut rest = css;
    let mut out = String::new();
    while let Some((before, after)) = rest.split_once("/*") {
        out.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out.lines().map(str::trim).filter(|it| !it.is_empty()).collect::<Vec<_>>().join("\n").into_bytes()
}

/// Writes a file with a hash of its content in its name, and returns the name.
fn asset(dist: &Path, stem: &str, extension: &str, content: &[u8]) -> Result<String> {
    let name = format!("{stem}-{}.{extension}", &hex(&Sha256::digest(content))[..12]);
    fs::write(dist.join("assets").join(&name), content)?;
    Ok(name)
}

/// Writes a `.br` and a `.gz` version of every file in a folder.
fn compress(folder: &Path, quality: i32) -> Result<()> {
    let parameters = BrotliEncoderParams { quality, lgwin: 22, ..Default::default() };
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if !path.is_file() {
            continue;
        }
        let content = fs::read(&path)?;
        let mut brotli = Vec::new();
        brotli::BrotliCompress(&mut content.as_slice(), &mut brotli, &parameters)?;
        fs::write(format!("{}.br", path.display()), brotli)?;
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        gzip.write_all(&content)?;
        fs::write(format!("{}.gz", path.display()), gzip.finish()?)?;
    }
    Ok(())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
