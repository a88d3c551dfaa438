//! Packs releases and generates documentation. `cargo xtask dist` and `cargo xtask codegen` run it.

mod archive;
mod codegen;
mod dist;
mod licences;
mod linked;
mod sbom;

use std::process::ExitCode;

use clap::Parser;
use smtp_doctor_xtask::process::say;

#[derive(Parser)]
enum Task {
    /// Build the release archive in target/dist/
    Archive,
    /// Write docs/findings/ and the table of docs/CONFIGURATION.md
    Codegen,
}

fn main() -> ExitCode {
    let done = match Task::parse() {
        Task::Archive => dist::build(),
        Task::Codegen => codegen::write(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say(&format!("error: {error:#}"));
            ExitCode::FAILURE
        }
    }
}
