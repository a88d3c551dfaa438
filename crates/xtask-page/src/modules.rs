//! Compiled modules, and their JavaScript glue from wasm-bindgen.

use std::fs;
use std::path::Path;
use std::path::PathBuf;

use anyhow::Context as _;
use anyhow::Result;
use smtp_doctor_core::catalogue;
use smtp_doctor_xtask::root;
use smtp_doctor_xtask::wasm;
use wasm_bindgen_cli_support::Bindgen;

/// The name of a module and the path of its Wasm file.
pub(crate) type Module = (&'static str, PathBuf);

/// The modules that the page loads on demand.
pub(crate) fn tools_in(modules: &Path) -> Vec<Module> {
    in_folder(modules, &wasm::TOOLS)
}

pub(crate) fn in_folder(modules: &Path, names: &[&'static str]) -> Vec<Module> {
    names.iter().map(|name| (*name, compiled(modules, name))).collect()
}

pub(crate) fn compiled(modules: &Path, name: &str) -> PathBuf {
    // `cargo xtask` passes the folder relative to the root.
    root().join(modules).join(format!("{name}.wasm"))
}

/// Writes modules into a folder, with the names that JavaScript loads (web/src/tools.js, crates/wasm/npm/index.js).
pub(crate) fn write(modules: &[Module], folder: &Path) -> Result<()> {
    for (tool, module) in modules {
        let bindings = bindings(module, tool, false)?;
        for name in [format!("{tool}.js"), format!("{tool}_bg.wasm")] {
            fs::copy(bindings.join(&name), folder.join(&name))?;
        }
    }
    Ok(())
}

/// Writes the texts of all entries into a folder, for the npm package and Trunk's page.
pub(crate) fn write_texts(folder: &Path) -> Result<()> {
    fs::write(folder.join("texts.txt"), catalogue::texts()).context("cannot write the texts")
}

/// Runs wasm-bindgen on a module and returns the output folder.
pub(crate) fn bindings(module: &Path, name: &str, named_by_caller: bool) -> Result<PathBuf> {
    let folder = root().join("target/bindings").join(name);
    Bindgen::new()
        .input_path(module)
        .web(true)?
        .typescript(false)
        .omit_default_module_path(named_by_caller)
        .remove_name_section(true)
        .remove_producers_section(true)
        .out_name(name)
        .generate(&folder)
        .context("wasm-bindgen failed")?;
    Ok(folder)
}
