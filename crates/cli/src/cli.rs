//! The command line: subcommands and global flags.

use std::path::PathBuf;

use clap::Parser;
use clap::Subcommand;

use crate::commands;

#[derive(Parser)]
#[command(version, about, long_about = None, max_term_width = 100)]
pub(crate) struct Cli {
    /// Portal profile (TOML): your portal's name, addresses and contact, shown in findings and reports. Example:
    /// docs/portal-profile.example.toml
    #[arg(long, value_name = "FILE", global = true, env = "SMTP_DOCTOR_PROFILE")]
    pub(crate) profile: Option<PathBuf>,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Check settings offline: addresses, port, security and sign-in fields
    Check(commands::check::Args),
    /// Print shell completions
    Completions(commands::completions::Args),
    /// Find the mail server settings for an e-mail address; sends no credentials
    Discover(commands::discover::Args),
    /// Explain an error message: what it means, what to do and who should do it
    Explain(commands::explain::Args),
    /// List all known problems, or show one
    Findings(commands::findings::Args),
    /// Print the manual page, or write one page per command into a folder
    Man(commands::man::Args),
    /// Check a message (.eml): headers, line endings, MIME parts, HTML and size
    Message(commands::message::Args),
    /// Probe a mail server stage by stage; sends no message unless you pass --send-message
    Probe(Box<commands::probe::Args>),
    /// Run the web page and the API
    Serve(Box<commands::serve::Args>),
    /// Create an API token that lets a program run probes
    Token(commands::token::Args),
    /// Print the settings of `serve` as a table (docs/CONFIGURATION.md)
    #[command(hide = true)]
    Settings,
}
