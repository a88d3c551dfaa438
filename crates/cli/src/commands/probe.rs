//! `smtp-doctor probe`: a live probe from this machine.

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
    #[command(flatten)]
    plan: PlanArgs,
}

#[derive(clap::Args)]
#[command(next_help_heading = "Beyond the settings")]
struct PlanArgs {
    /// Ask whether the server relays to this address, which should be outside of its own domains; nothing is sent
    #[arg(long, value_name = "ADDRESS", value_parser = Address::parse)]
    relay_to: Option<Address>,
    /// Send a test message to the recipients of the settings
    #[arg(long)]
    send_message: bool,
    /// Probe from each address that --egress names too
    #[arg(long, requires = "egress")]
    from_each_egress: bool,
    /// Do not try other ports and pairings where the settings fail
    #[arg(long)]
    no_fix: bool,
    /// Do not look up the sender's domain
    #[arg(long)]
    no_domain: bool,
    /// An earlier report (--json): say what changed since then
    #[arg(long, value_name = "FILE")]
    compare: Option<PathBuf>,
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
    /// User name; the password is read with --password-stdin. With OAuth: the mailbox, if it is not the From address
    #[arg(long, requires = "server", requires = "secret")]
    username: Option<String>,
    /// Read the password from the first line of standard input: arguments can be seen by others
    #[arg(long, requires = "username", group = "secret")]
    password_stdin: bool,
    /// OAuth client ID, for an app of Microsoft Entra; its secret is read with --client-secret-stdin
    #[arg(long, value_name = "ID", requires = "tenant_id", requires = "client_secret_stdin", requires = "server")]
    client_id: Option<String>,
    /// OAuth tenant ID
    #[arg(long, value_name = "ID", requires = "client_id")]
    tenant_id: Option<String>,
    /// Read the OAuth client secret from the first line of standard input
    #[arg(long, requires = "client_id", group = "secret")]
    client_secret_stdin: bool,
    /// Read an access token that you already have from the first line of standard input
    #[arg(long, requires = "server", group = "secret")]
    access_token_stdin: bool,
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
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().context("no runtime")?;
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
