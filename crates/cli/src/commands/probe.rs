//! `smtp-doctor probe`: a live probe from this machine.

use std::path::PathBuf;

use anyhow::Context as _;
use anyhow::Result;
use clap::ValueEnum;
use smtp_doctor_core::CarriesFindings as _;
use smtp_doctor_core::finding::Findings;
use smtp_doctor_core::probe::ProbeEvent;
use smtp_doctor_core::profile::PortalProfile;
use smtp_doctor_core::settings::AuthForm;
use smtp_doctor_core::settings::Security;
use smtp_doctor_core::settings::Settings;
use smtp_doctor_core::settings::SettingsForm;

use crate::Verdict;
use crate::input;
use crate::output::Printer;
use crate::target::TargetArgs;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// The form as JSON; `-` is standard input. Instead of it, the settings can be given by flags
    #[arg(required_unless_present = "server", conflicts_with = "server")]
    file: Option<PathBuf>,
    /// Print the API's report instead of text
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    form: FormArgs,
    #[command(flatten)]
    target: TargetArgs,
    /// Send the password even where the connection is not encrypted
    #[arg(long)]
    allow_credentials_in_clear: bool,
}

#[derive(clap::Args)]
#[command(next_help_heading = "Settings")]
struct FormArgs {
    /// Server address
    #[arg(long, value_name = "HOST", requires = "from")]
    server: Option<String>,
    /// Port
    #[arg(long, default_value = "587", requires = "server")]
    port: String,
    /// Secure connection
    #[arg(long, value_enum, default_value_t = SecurityArg::Tls, requires = "server")]
    security: SecurityArg,
    /// User name; the password is read with --password-stdin
    #[arg(long, requires = "password_stdin", requires = "server")]
    username: Option<String>,
    /// Read the password from the first line of standard input: arguments can be seen by others
    #[arg(long, requires = "username")]
    password_stdin: bool,
    /// From address
    #[arg(long, value_name = "ADDRESS", requires = "server")]
    from: Option<String>,
    /// To address; may be repeated
    #[arg(long, value_name = "ADDRESS", requires = "server")]
    to: Vec<String>,
}

#[derive(Clone, Copy, ValueEnum)]
enum SecurityArg {
    /// No encryption
    None,
    /// Implicit TLS, encrypted from the first byte (port 465)
    Ssl,
    /// STARTTLS, upgraded after the greeting (port 587)
    Tls,
}

pub(crate) fn run(args: &Args, portal: &PortalProfile) -> Result<Verdict> {
    let form = match &args.file {
        Some(path) => input::form(path)?,
        None => args.form.form()?,
    };
    let parsed = Settings::parse(&form);
    let Some(settings) = parsed.settings else {
        let findings = parsed.findings.map_findings(&|it| portal.annotate(it));
        if args.json {
            Printer::stdout().json(&Findings { findings }.described())?;
        } else {
            Printer::stdout().line("These settings cannot be probed:\n")?;
            Printer::stdout().findings(&findings)?;
        }
        return Ok(Verdict::Errors);
    };
    let ctx = args.target.context(args.allow_credentials_in_clear)?;
    let mut written = Ok(());
    let mut on_event = |event: ProbeEvent| {
        if let (ProbeEvent::StageFinished(stage), false) = (&event, args.json) {
            written = Printer::stdout().stage(stage);
        }
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().context("no runtime")?;
    let report = runtime.block_on(smtp_doctor_probe::run(&ctx, &settings, &mut on_event));
    written?;
    let report = report.map_findings(&|it| portal.annotate(it));
    let verdict = if report.passed { Verdict::Fine } else { Verdict::Errors };
    if args.json {
        Printer::stdout().json(&report.described())?;
    } else {
        Printer::stdout().report(&report)?;
    }
    Ok(verdict)
}

impl FormArgs {
    fn form(&self) -> Result<SettingsForm> {
        let auth = match &self.username {
            None => AuthForm::None,
            Some(username) => AuthForm::Password { username: username.clone(), password: input::line()?.into() },
        };
        Ok(SettingsForm {
            server: self.server.clone().unwrap_or_default(),
            port: self.port.clone(),
            security: match self.security {
                SecurityArg::None => Security::None,
                SecurityArg::Ssl => Security::ImplicitTls,
                SecurityArg::Tls => Security::Starttls,
            },
            auth,
            from: self.from.clone().unwrap_or_default(),
            to: self.to.join("\n"),
            ..SettingsForm::default()
        })
    }
}
