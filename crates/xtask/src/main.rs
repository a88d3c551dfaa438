//! `cargo xtask`: builds, serves and tests, and installs missing tools. Needs only cargo.

mod checks;
mod mail_servers;
mod test;

use std::process::ExitCode;

use anyhow::Context as _;
use anyhow::Result;
use clap::Parser;
use clap::Subcommand;

use smtp_doctor_xtask::RELEASE;
use smtp_doctor_xtask::Size;
use smtp_doctor_xtask::packages;
use smtp_doctor_xtask::page;
use smtp_doctor_xtask::process::Cmd;
use smtp_doctor_xtask::process::say;
use smtp_doctor_xtask::root;
use smtp_doctor_xtask::steps::Steps;

#[derive(Parser)]
#[command(bin_name = "cargo xtask", about = "Builds, serves and tests smtp-doctor, and installs missing tools")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Build the page and the server, and serve them on 127.0.0.1:8587
    Serve {
        /// Build without optimization and with debug symbols
        #[arg(long)]
        debug: bool,
        /// Flags for `smtp-doctor serve`, such as --listen 127.0.0.1:9000
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        flags: Vec<String>,
    },
    /// Build the page into dist/
    Web,
    /// Build the release archive in target/dist/
    Dist,
    /// Run all tests, including end-to-end tests with real mail servers and a browser
    Test,
    /// Measure speed and size against rivals and limits
    Bench {
        /// Run one benchmark: `explain` (accuracy of explanations), `probe`, `service` or `page`
        only: Option<String>,
    },
    /// Write docs/findings/ and the table of docs/CONFIGURATION.md
    Codegen,
    /// Add the on-demand modules to the page that Trunk builds
    #[command(hide = true)]
    Tools,
    /// Run formatting check, lints and all tests, as .ci/run does. A skipped test is a failure
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
        Task::Web => page::build(Size::Smallest, &mut Steps::new(page::STEPS)).map(drop),
        Task::Dist => generate("archive"),
        Task::Codegen => generate("codegen"),
        Task::Tools => page::tools_for_trunk(),
        Task::Test => test::run(&mut Steps::new(test::STEPS)),
        Task::Bench { only } => bench(only.as_deref()),
        Task::Ci => {
            let mut steps = Steps::new(checks::STEPS + test::STEPS);
            checks::run(&mut steps)?;
            test::run(&mut steps)
        }
    }
}

/// Runs `xtask-dist`, a separate program because it needs more crates than a first build should compile.
fn generate(what: &str) -> Result<()> {
    Cmd::cargo(&["run", "--quiet", "--package", "smtp-doctor-xtask-dist", "--", what]).run()
}

fn serve(debug: bool, flags: &[String]) -> Result<()> {
    let mut steps = Steps::new(page::STEPS + 2);
    page::build(Size::Quick, &mut steps)?;
    steps.next("building the server");
    let profile = if debug { "dev" } else { "serve" };
    Cmd::cargo(&["build", "--profile", profile, "--package", "smtp-doctor"]).run()?;
    steps.next("starting the server");
    let folder = if debug { "debug" } else { profile };
    let binary = root().join("target").join(folder).join("smtp-doctor");
    Cmd::new(&binary.to_string_lossy()).args(&["serve"]).args(flags).run().context("the server stopped")
}

fn bench(only: Option<&str>) -> Result<()> {
    let binary = |name: &str| root().join("target/release").join(name).to_string_lossy().into_owned();
    let mut measure = Cmd::new(&binary("smtp-doctor-bench")).env("SMTP_DOCTOR_BINARY", &binary("smtp-doctor"));
    if matches!(only, None | Some("page")) {
        let weight = page::build(Size::Smallest, &mut Steps::new(page::STEPS))?;
        measure = measure.env("SMTP_DOCTOR_PAGE_BYTES", &weight.page.to_string());
    }
    if !matches!(only, Some("explain" | "service")) {
        packages::ensure(test::NEEDED, &[])?;
        rivals()?;
    }
    say("building with optimization");
    // The benchmark of explanations does not need the binary, which takes minutes to link.
    let build: &[&str] = if only == Some("explain") { &["build", "--release"] } else { &RELEASE };
    Cmd::cargo(build).args(&["--package", "smtp-doctor-bench"]).run()?;
    measure.args(only.as_slice()).run()
}

/// Installs rivals from npm. Without them, the benchmark names the rivals that it skips.
fn rivals() -> Result<()> {
    let folder = root().join("target/bench");
    if folder.join("node_modules/validator").exists() && folder.join("node_modules/nodemailer").exists() {
        return Ok(());
    }
    say("installing rivals from npm");
    std::fs::create_dir_all(&folder)?;
    let folder = folder.to_string_lossy().into_owned();
    let install = ["install", "--silent", "--no-fund", "--prefix", &folder, "validator@13", "nodemailer@7"];
    if !Cmd::new("npm").args(&install).succeeds() {
        say("npm failed: these rivals will be skipped");
    }
    Ok(())
}
