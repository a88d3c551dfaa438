//! `cargo xtask`: builds, serves and tests, and sets up what is missing. Needs nothing but cargo.

mod checks;
mod codegen;
mod dist;
mod mail_servers;
mod npm;
mod packages;
mod page;
mod process;
mod test;
mod wasm;

use std::path::Path;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use anyhow::Result;
use clap::Parser;
use clap::Subcommand;

use process::Cmd;
use process::say;

#[derive(Parser)]
#[command(bin_name = "cargo xtask", about = "Builds, serves and tests smtp-doctor, and sets up what is missing")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Build the page and the server, and serve them on 127.0.0.1:8587
    Serve {
        /// Build without optimization: slower, but built sooner
        #[arg(long)]
        debug: bool,
        /// Flags for `smtp-doctor serve`, such as --listen 127.0.0.1:9000
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        flags: Vec<String>,
    },
    /// Build the page into dist/
    Web,
    /// Build what is given to others: one archive in target/dist/
    Dist,
    /// Run every test, end to end tests with real mail servers and a browser included
    Test,
    /// Measure speed and size, as ratios against rivals and bounds
    Bench {
        /// Only this: `explain`, how often explanations are right; `probe`, `service` or `page`
        only: Option<String>,
    },
    /// Write docs/findings/ from the catalogue
    Codegen,
    /// Put the modules that are loaded when needed beside the page that Trunk builds
    #[command(hide = true)]
    Tools,
    /// What .ci/run calls: formatting, lints, then every test; a skipped test is a failure
    Ci,
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
        Task::Serve { debug, flags } => serve(debug, &flags),
        Task::Web => page::build().map(drop),
        Task::Dist => dist::build(),
        Task::Codegen => codegen::write(),
        Task::Tools => page::tools_for_trunk(),
        Task::Test => test::run(),
        Task::Bench { only } => bench(only.as_deref()),
        Task::Ci => checks::run().and_then(|()| test::run()),
    }
}

/// What the binary has that is handed out, and no test.
const JEMALLOC: &str = "smtp-doctor/jemalloc";

/// Builds the binary as it is handed out.
const RELEASE: [&str; 6] = ["build", "--release", "--package", "smtp-doctor", "--features", JEMALLOC];

fn serve(debug: bool, flags: &[String]) -> Result<()> {
    page::build()?;
    let build: &[&str] = if debug { &["build", "--package", "smtp-doctor"] } else { &RELEASE };
    say("building the server");
    Cmd::cargo(build).run()?;
    let folder = if debug { "debug" } else { "release" };
    let binary = root().join("target").join(folder).join("smtp-doctor");
    Cmd::new(&binary.to_string_lossy()).args(&["serve"]).args(flags).run().context("the server ended")
}

fn bench(only: Option<&str>) -> Result<()> {
    let binary = |name: &str| root().join("target/release").join(name).to_string_lossy().into_owned();
    let mut measure = Cmd::new(&binary("smtp-doctor-bench")).env("SMTP_DOCTOR_BINARY", &binary("smtp-doctor"));
    if matches!(only, None | Some("page")) {
        let weight = page::build()?;
        measure = measure.env("SMTP_DOCTOR_PAGE_BYTES", &weight.page.to_string());
    }
    if !matches!(only, Some("explain" | "service")) {
        packages::ensure(test::NEEDED, &[])?;
        rivals()?;
    }
    say("building with optimization");
    // Explanations are measured without the binary, which is linked for minutes.
    let build: &[&str] = if only == Some("explain") { &["build", "--release"] } else { &RELEASE };
    Cmd::cargo(build).args(&["--package", "smtp-doctor-bench"]).run()?;
    measure.args(only.as_slice()).run()
}

/// Fetches the rivals that npm has. Without them, the benchmark says which rival it skips.
fn rivals() -> Result<()> {
    let folder = root().join("target/bench");
    if folder.join("node_modules/validator").exists() && folder.join("node_modules/nodemailer").exists() {
        return Ok(());
    }
    say("fetching the rivals from npm");
    std::fs::create_dir_all(&folder)?;
    let folder = folder.to_string_lossy().into_owned();
    let install = ["install", "--silent", "--no-fund", "--prefix", &folder, "validator@13", "nodemailer@7"];
    if !Cmd::new("npm").args(&install).succeeds() {
        say("npm failed: rivals will be skipped");
    }
    Ok(())
}

/// The root of the workspace.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").components().collect()
}
