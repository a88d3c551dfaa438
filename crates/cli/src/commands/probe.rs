//! `smtp-doctor probe`: probes a mail server from this machine.

use std::path::PathBuf;

use anyhow::Context as _;
use anyhow::Result;
use clap::ValueEnum;
use smtp_doctor_core::CarriesFindings as _;
use smtp_doctor_core::catalogue::Findings;
use smtp_doctor_core::compare;
use smtp_doctor_core::model::Security;
use smtp_doctor_core::report::PortalProfile;
use smtp_doctor_core::report::ProbeEvent;
use smtp_doctor_core::settings::Address;
use smtp_doctor_core::settings::Auth;
use smtp_doctor_core::settings::AuthForm;
use smtp_doctor_core::settings::Settings;
use smtp_doctor_core::settings::SettingsForm;
use smtp_doctor_probe::Context;
use smtp_doctor_probe::Plan;

use crate::input;
use crate::output::Printer;
use crate::target::TargetArgs;
use crate::verdict::Verdict;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Settings form (JSON); `-` reads standard input. Or give the settings as flags
    #[arg(required_unless_present = "server", conflicts_with = "server")]
    file: Option<PathBuf>,
    /// Print the API's JSON report
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    form: FormArgs,
    #[command(flatten)]
    target: TargetArgs,
    /// Send the password even over an unencrypted connection
    #[arg(long)]
    allow_credentials_in_clear: bool,
    #[command(flatten)]
    plan: PlanArgs,
}

#[derive(clap::Args)]
#[command(next_help_heading = "More tests")]
struct PlanArgs {
    /// Test whether the server relays to this address, outside its own domains; sends no message
    #[arg(long, value_name = "ADDRESS", value_parser = Address::parse)]
    relay_to: Option<Address>,
    /// Send a test message to the recipients in the settings
    #[arg(long)]
    send_message: bool,
    /// Also probe from each --egress address
    #[arg(long, requires = "egress")]
    from_each_egress: bool,
    /// Do not try other ports and security settings after a failure
    #[arg(long)]
    no_fix: bool,
    /// Do not check the sender's domain in DNS
    #[arg(long)]
    no_domain: bool,
    /// Show what changed since an earlier report (from --json)
    #[arg(long, value_name = "FILE")]
    compare: Option<PathBuf>,
}

#[derive(clap::Args)]
#[command(next_help_heading = "Settings")]
struct FormArgs {
    /// Server address
    #[arg(long, value_name = "HOST", requires = "from")]
    server: Option<String>,
    /// Server port
    #[arg(long, default_value = "587", requires = "server")]
    port: String,
    /// Secure connection
    #[arg(long, value_enum, default_value_t = SecurityArg::Tls, requires = "server")]
    security: SecurityArg,
    /// User name; needs --password-stdin. With OAuth: the mailbox, if it differs from the From address
    #[arg(long, requires = "server", requires = "secret")]
    username: Option<String>,
    /// Read the password from the first line of standard input; other users could see an argument
    #[arg(long, requires = "username", group = "secret")]
    password_stdin: bool,
    /// Client ID of a Microsoft Entra app; needs --client-secret-stdin
    #[arg(long, value_name = "ID", requires = "tenant_id", requires = "client_secret_stdin", requires = "server")]
    client_id: Option<String>,
    /// Tenant ID or domain of the Microsoft Entra app
    #[arg(long, value_name = "ID", requires = "client_id")]
    tenant_id: Option<String>,
    /// Read the client secret from the first line of standard input
    #[arg(long, requires = "client_id", group = "secret")]
    client_secret_stdin: bool,
    /// Read an existing OAuth access token from the first line of standard input
    #[arg(long, requires = "server", group = "secret")]
    access_token_stdin: bool,
    /// Sender address
    #[arg(long, value_name = "ADDRESS", requires = "server")]
    from: Option<String>,
    /// Recipient address; may be repeated
    #[arg(long, value_name = "ADDRESS", requires = "server")]
    to: Vec<String>,
}

#[derive(Clone, Copy, ValueEnum)]
enum SecurityArg {
    /// No encryption
    None,
    /// SSL (implicit TLS): encrypted from the first byte, usually port 465
    Ssl,
    /// TLS (STARTTLS): encrypted after the greeting, usually port 587
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
            Printer::stdout().line("Fix these settings before you probe:\n")?;
            Printer::stdout().findings(&findings)?;
        }
        return Ok(Verdict::Errors);
    };
    let previous = args.plan.compare.as_deref().map(input::report).transpose()?;
    let plan = Plan {
        relay_to: args.plan.relay_to.clone(),
        send_message: args.plan.send_message,
        from_each_egress: args.plan.from_each_egress,
        look_for_fix: !args.plan.no_fix,
        sender_domain: !args.plan.no_domain,
        ..Plan::usual()
    };
    let ctx = Context { allow_credentials_in_clear: args.allow_credentials_in_clear, ..args.target.context()? };
    // Without TLS, the system's certificates are not read: that takes longer than the probe.
    if settings.endpoint.security != Security::None || matches!(settings.auth, Auth::MicrosoftOauth(_)) {
        ctx.trust.ensure_authority()?;
    }
    let mut written = Ok(());
    let mut on_event = |event: &ProbeEvent| {
        if let (ProbeEvent::StageFinished(stage), false) = (event, args.json) {
            written = Printer::stdout().stage(stage);
        }
    };
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().context("cannot start the async runtime")?;
    let report = runtime.block_on(smtp_doctor_probe::run(&ctx, &settings, &plan, &mut on_event));
    written?;
    let report = report.map_findings(&|it| portal.annotate(it));
    let verdict = if report.passed { Verdict::Fine } else { Verdict::Errors };
    if args.json {
        Printer::stdout().json(&report.described())?;
    } else {
        Printer::stdout().report(&report)?;
        if let Some(previous) = previous {
            Printer::stdout().changes(&compare(&previous, &report))?;
        }
    }
    Ok(verdict)
}

impl FormArgs {
    fn form(&self) -> Result<SettingsForm> {
        let username = self.username.clone().unwrap_or_default();
        let auth = if self.access_token_stdin {
            AuthForm::AccessToken { username, access_token: input::line()?.into() }
        } else if let (Some(client_id), Some(tenant_id)) = (&self.client_id, &self.tenant_id) {
            AuthForm::MicrosoftOauth {
                tenant_id: tenant_id.clone(),
                client_id: client_id.clone(),
                client_secret: input::line()?.into(),
                username,
            }
        } else if self.password_stdin {
            AuthForm::Password { username, password: input::line()?.into() }
        } else {
            AuthForm::None
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
