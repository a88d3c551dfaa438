//! The `smtp-doctor` binary: `serve`, `check`, `probe`, `discover`, `explain`, `message`, `findings` and `token`, plus
//! `completions` and `man` for packagers.
//!
//! Exit codes: 0 no errors found, 1 errors found, 2 wrong usage, 3 could not run.

mod cli;
mod commands;
mod config;
mod hardening;
mod input;
mod output;
mod target;
mod verdict;

use std::process::ExitCode;

use anyhow::Result;
use clap::FromArgMatches as _;

use cli::Cli;
use cli::Command;
use verdict::Verdict;

/// Faster than the system's allocator, and returns memory to the system after a burst of requests.
#[cfg(all(feature = "jemalloc", target_os = "linux"))]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    hardening::harden();
    let parsed = config::matches(std::env::args_os().collect());
    let outcome = parsed.and_then(|it| run(&Cli::from_arg_matches(&it).unwrap_or_else(|error| error.exit())));
    match outcome {
        Ok(Verdict::Fine) => ExitCode::SUCCESS,
        Ok(Verdict::Errors) => ExitCode::from(1),
        Err(error) => {
            output::complain(&error);
            ExitCode::from(3)
        }
    }
}

fn run(cli: &Cli) -> Result<Verdict> {
    let portal = cli.profile.as_deref().map(input::profile).transpose()?.unwrap_or_default();
    match &cli.command {
        Command::Check(args) => commands::check::run(args, &portal),
        Command::Completions(args) => commands::completions::run(args, config::command()),
        Command::Discover(args) => commands::discover::run(args),
        Command::Explain(args) => commands::explain::run(args, &portal),
        Command::Findings(args) => commands::findings::run(args),
        Command::Man(args) => commands::man::run(args, config::command()),
        Command::Message(args) => commands::message::run(args, &portal),
        Command::Probe(args) => commands::probe::run(args, &portal),
        Command::Serve(args) => commands::serve::run(args, portal),
        Command::Token(args) => commands::token::run(args),
        Command::Settings => {
            output::Printer::stdout().line(config::table().trim_end())?;
            Ok(Verdict::Fine)
        }
    }
}
