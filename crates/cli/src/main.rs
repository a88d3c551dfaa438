//! The one binary: `smtp-doctor serve | check | probe | discover | explain | message | findings | token`, and what packagers
//! ask it for: `completions | man`.
//!
//! Exit codes: 0 nothing wrong, 1 findings of severity error, 2 wrong usage, 3 could not run.

mod commands;
mod config;
mod hardening;
mod input;
mod output;
mod target;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::FromArgMatches as _;
use clap::Parser;
use clap::Subcommand;

/// Gives memory back after a rush, which the system's allocator does not, and takes less time.
#[cfg(all(feature = "jemalloc", target_os = "linux"))]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

#[derive(Parser)]
#[command(version, about, long_about = None, max_term_width = 100)]
pub(crate) struct Cli {
    /// What the operator of the portal adds to findings and reports (TOML; docs/portal-profile.example.toml)
    #[arg(long, value_name = "FILE", global = true, env = "SMTP_DOCTOR_PROFILE")]
    profile: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Check settings without a network: addresses, port and security, sign in fields
    Check(commands::check::Args),
    /// Print what completes this command in a shell
    Completions(commands::completions::Args),
    /// Find settings for an e-mail address; no credentials are sent
    Discover(commands::discover::Args),
    /// Explain an error text: what it means, what to do, who does it
    Explain(commands::explain::Args),
    /// List what smtp-doctor knows, or show one entry
    Findings(commands::findings::Args),
    /// Print the manual page of this command, or write those of all commands into a folder
    Man(commands::man::Args),
    /// Check a message itself (.eml): header, line ends, parts, HTML, size
    Message(commands::message::Args),
    /// Probe a mail server with settings, stage by stage; sends no message
    Probe(Box<commands::probe::Args>),
    /// Serve the page and the API
    Serve(Box<commands::serve::Args>),
    /// Make a token with which a program may ask a service for probes
    Token(commands::token::Args),
    /// Print the table of the service's settings (docs/CONFIGURATION.md)
    #[command(hide = true)]
    Settings,
}

/// The command ran; what it says of the settings.
enum Verdict {
    /// No finding of severity error.
    Fine,
    /// At least one.
    Errors,
}

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
        Command::Completions(args) => commands::completions::run(args),
        Command::Discover(args) => commands::discover::run(args),
        Command::Explain(args) => commands::explain::run(args, &portal),
        Command::Findings(args) => commands::findings::run(args),
        Command::Man(args) => commands::man::run(args),
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
