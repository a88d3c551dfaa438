//! What the operator fixes once for all probes, and what one probe is asked to do.

use std::net::IpAddr;
use std::time::Duration;

use smtp_doctor_core::settings::Address;
use smtp_doctor_core::settings::Settings;
use smtp_doctor_core::smtp::ClientName;

use crate::net::Net;
use crate::oauth::TokenService;
use crate::tls::Trust;

/// What the operator fixes once for all probes.
#[derive(Clone, Debug)]
pub struct Context {
    /// Name lookup and dialing, with the policy of which addresses may be dialed.
    pub net: Net,
    /// Whose certificates are trusted.
    pub trust: Trust,
    /// How long stages may take.
    pub deadlines: Deadlines,
    /// The name for EHLO; the literal of the local address if none is set.
    pub client_name: Option<ClientName>,
    /// Whether credentials may travel unencrypted. Off unless the operator allows it and the user says so.
    pub allow_credentials_in_clear: bool,
    /// Where access tokens of Microsoft's applications are fetched.
    pub tokens: TokenService,
    /// The addresses of this machine from which the portal sends, for probes from each of them.
    pub egress: Vec<Egress>,
    /// To whom test messages may be sent.
    pub messages: MessagePolicy,
}

impl Context {
    /// With what an operator gets who sets nothing else.
    pub fn new(net: Net, trust: Trust) -> Self {
        Self {
            net,
            tokens: TokenService::of_microsoft(&trust),
            trust,
            deadlines: Deadlines::default(),
            client_name: None,
            allow_credentials_in_clear: false,
            egress: Vec::new(),
            messages: MessagePolicy::default(),
        }
    }
}

/// How long stages may take.
#[derive(Clone, Copy, Debug)]
pub struct Deadlines {
    /// Each stage by itself.
    pub stage: Duration,
    /// The session as a whole, so that a server that is slow in every stage cannot hold a place for minutes.
    pub session: Duration,
    /// Waiting in vain for the server's first word before the other pairing of port and security is tried beside it.
    pub patience: Duration,
    /// Waiting for the reply to QUIT.
    pub quit: Duration,
}

impl Default for Deadlines {
    fn default() -> Self {
        let stage = Duration::from_secs(15);
        Self { stage, session: 4 * stage, patience: Duration::from_millis(1_500), quit: Duration::from_secs(2) }
    }
}

/// An address of this machine from which the portal sends.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Egress {
    /// What it is called.
    pub name: String,
    /// The address that connections are bound to. Behind a translation it is not what the server sees.
    pub bind: IpAddr,
}

/// To whom test messages may be sent.
#[derive(Clone, Debug, Default)]
pub struct MessagePolicy {
    /// As a rule.
    pub to: Recipients,
    /// And to these, unless nobody gets any.
    pub and: Vec<Address>,
}

/// Who may get test messages, as a rule.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub enum Recipients {
    /// Anybody.
    Anyone,
    /// Nobody.
    Nobody,
    /// Those in the domain of the sender: a service for strangers must not become a way to mail strangers.
    #[default]
    OwnDomain,
    /// The sender itself.
    Sender,
}

impl MessagePolicy {
    /// The first recipient that may not get one; any recipient at all is needed.
    pub(crate) fn refused(&self, settings: &Settings) -> Option<String> {
        let from = &settings.envelope.from;
        let fine = |it: &Address| match self.to {
            Recipients::Anyone => true,
            Recipients::Nobody => false,
            Recipients::OwnDomain => it.domain() == from.domain() || self.and.contains(it),
            Recipients::Sender => it == from || self.and.contains(it),
        };
        if self.to == Recipients::Nobody {
            return Some("anybody".to_owned());
        }
        settings.envelope.recipients.iter().find(|it| !fine(it)).map(ToString::to_string)
    }
}

/// What one probe does beyond signing in and naming sender and recipients.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// A recipient outside of the server's domains: whether the server relays to it is asked, nothing is sent.
    pub relay_to: Option<Address>,
    /// Whether a test message is sent to the recipients of the settings.
    pub send_message: bool,
    /// Whether the probe is also run from each of [`Context::egress`].
    pub from_each_egress: bool,
    /// Whether other servers, ports and pairings are tried, without credentials, where the settings fail before the
    /// sign in: one that works becomes the fix.
    pub look_for_fix: bool,
    /// Whether DNS is asked about the sender's domain.
    pub sender_domain: bool,
    /// From which address of this machine connections go out; any, if none is given.
    pub bind: Option<IpAddr>,
}

impl Plan {
    /// What people expect of a test: with a look at the sender's domain, and for a fix where it fails.
    pub fn usual() -> Self {
        Self { look_for_fix: true, sender_domain: true, ..Self::default() }
    }
}
