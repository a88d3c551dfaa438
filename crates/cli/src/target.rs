//! Flags that say what may be probed and how: the same for `probe` and `serve`.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::Context as _;
use anyhow::Result;
use ipnet::IpNet;
use smtp_doctor_core::settings::Address;
use smtp_doctor_core::smtp::ClientName;
use smtp_doctor_probe::AllowedRecipients;
use smtp_doctor_probe::Context;
use smtp_doctor_probe::Deadlines;
use smtp_doctor_probe::Egress;
use smtp_doctor_probe::MessagePolicy;
use smtp_doctor_probe::Trust;
use smtp_doctor_probe::net::Net;
use smtp_doctor_probe::policy::TargetPolicy;

#[derive(clap::Args, Clone, Debug)]
pub(crate) struct TargetArgs {
    /// Private or special addresses that may be probed all the same, such as 10.0.0.0/8; may be repeated
    #[arg(long, value_name = "CIDR")]
    allow_target: Vec<IpNet>,
    /// Addresses that may not be probed, whatever else is allowed, such as a relay that trusts this machine; may be
    /// repeated
    #[arg(long, value_name = "CIDR")]
    deny_target: Vec<IpNet>,
    /// A port of public addresses that may be probed beside the usual ones of mail; may be repeated
    #[arg(long, value_name = "PORT")]
    allow_port: Vec<u16>,
    /// Certificates (PEM) of authorities that are trusted beside those of the system
    #[arg(long, value_name = "FILE")]
    ca: Option<PathBuf>,
    /// The longest time for each stage, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 15, value_parser = clap::value_parser!(u64).range(1..=300))]
    timeout: u64,
    /// The name to introduce this machine with (EHLO); its address if none is given
    #[arg(long, value_name = "NAME")]
    helo: Option<String>,
    /// The name server to ask, instead of those of the system
    #[arg(long, value_name = "ADDRESS:PORT")]
    name_server: Option<SocketAddr>,
    /// An address of this machine from which the portal sends, as NAME=ADDRESS; may be repeated
    #[arg(long, value_name = "NAME=ADDRESS", value_parser = egress)]
    egress: Vec<Egress>,
    /// To whom test messages may be sent; a service for others sends none if nothing is said, else own-domain
    #[arg(long, value_enum, value_name = "WHO")]
    test_messages: Option<MessagesArg>,
    /// A recipient who may get test messages beside those; may be repeated
    #[arg(long, value_name = "ADDRESS", value_parser = Address::parse)]
    test_recipient: Vec<Address>,
    /// Where OAuth tokens are fetched, instead of Microsoft's sign in service of the server's cloud
    #[arg(long, value_name = "URL")]
    oauth_login: Option<String>,
    /// What OAuth tokens are asked for, instead of Exchange Online of the server's cloud
    #[arg(long, value_name = "SCOPE")]
    oauth_scope: Option<String>,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum MessagesArg {
    /// To anybody
    Anyone,
    /// To nobody
    Nobody,
    /// To recipients in the domain of the sender
    OwnDomain,
    /// To the sender itself
    Sender,
}

fn egress(text: &str) -> Result<Egress, String> {
    let (name, address) = text.split_once('=').ok_or("write NAME=ADDRESS")?;
    let bind = address.parse().map_err(|_| format!("{address} is no IP address"))?;
    Ok(Egress { name: name.to_owned(), bind })
}

impl TargetArgs {
    /// What these flags mean for probes of one's own. Whether any certificate can be trusted is not looked at.
    pub(crate) fn context(&self) -> Result<Context> {
        self.context_of(TargetPolicy::default(), AllowedRecipients::OwnDomain)
    }

    /// What they mean for a service that listens at `own`, where `recipients` may get test messages if nothing is said.
    pub(crate) fn context_at(&self, own: SocketAddr, recipients: AllowedRecipients) -> Result<Context> {
        let ctx = self.context_of(TargetPolicy::default().nor_itself(vec![own]), recipients)?;
        // No probe has to wait for it.
        ctx.trust.ensure_authority()?;
        Ok(ctx)
    }

    fn context_of(&self, policy: TargetPolicy, recipients: AllowedRecipients) -> Result<Context> {
        let policy = policy
            .and_networks(self.allow_target.clone())
            .but_not(self.deny_target.clone())
            .and_ports(self.allow_port.clone());
        let net = match self.name_server {
            Some(server) => Net::with_name_server(server, policy),
            None => Net::from_system(policy),
        };
        let added = match &self.ca {
            Some(path) => Some(std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?),
            None => None,
        };
        let client_name = match &self.helo {
            Some(name) => Some(ClientName::host(name).map_err(anyhow::Error::msg).context("--helo needs a host name")?),
            None => None,
        };
        let ctx = Context::new(net.context("the name lookup cannot be set up")?, Trust::from_system(added.as_deref())?);
        Ok(Context {
            deadlines: Deadlines {
                stage: Duration::from_secs(self.timeout),
                session: Duration::from_secs(4 * self.timeout),
                ..Deadlines::default()
            },
            client_name,
            tokens: ctx
                .tokens
                .with_overrides(self.oauth_login.clone(), self.oauth_scope.clone())
                .context("--oauth-login")?,
            egress: self.egress.clone(),
            messages: MessagePolicy {
                recipients: match self.test_messages {
                    Some(MessagesArg::Anyone) => AllowedRecipients::Anyone,
                    Some(MessagesArg::Nobody) => AllowedRecipients::Nobody,
                    Some(MessagesArg::OwnDomain) => AllowedRecipients::OwnDomain,
                    Some(MessagesArg::Sender) => AllowedRecipients::Sender,
                    None => recipients,
                },
                also: self.test_recipient.clone(),
            },
            ..ctx
        })
    }
}
