//! Turns compiled modules into the files that a browser loads. `cargo xtask` runs it.

mod modules;
mod npm;
mod page;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::Parser;
use clap::Subcommand;
use smtp_doctor_xtask::process::say;

#[derive(Parser)]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Assemble the page and the npm package in dist/
    Page {
        /// The folder with the compiled modules
        modules: PathBuf,
        /// Quality of brotli, up to 11
        #[arg(long, value_parser = clap::value_parser!(i32).range(0..=11))]
        brotli: i32,
    },
    /// Write only the on-demand modules into a folder
    Tools {
        /// The folder with the compiled modules
        modules: PathBuf,
        /// The folder to write to
        #[arg(long)]
        into: PathBuf,
    },
}

fn main() -> ExitCode {
    match run(Cli::parse().task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say(&format!("error: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Result<()> {
    match task {
        Task::Page { modules, brotli } => page::build(&modules, brotli),
        Task::Tools { modules, into } => {
            modules::write(&modules::tools_in(&modules), &into)?;
            modules::write_texts(&into)
        }
    }
}
