//! What can be typed behind `smtp-doctor`.

use std::path::PathBuf;

use clap::Parser;
use clap::Subcommand;

use crate::commands;

#[derive(Parser)]
#[command(version, about, long_about = None, max_term_width = 100)]
pub(crate) struct Cli {
    /// What the operator of the portal adds to findings and reports (TOML; docs/portal-profile.example.toml)
    #[arg(long, value_name = "FILE", global = true, env = "SMTP_DOCTOR_PROFILE")]
    pub(crate) profile: Option<PathBuf>,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
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
