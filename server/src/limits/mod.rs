//! How often: for each client, each mail server, each account, each recipient. So that nobody guesses passwords through
//! this service, locks somebody out, wears a server down or fills a mailbox.

mod counter;
#[cfg_attr(not(feature = "redis"), path = "not_shared.rs")]
mod shared;

use std::fmt;
use std::fmt::Display;
use std::num::NonZeroU32;
use std::time::Duration;

use axum::http::StatusCode;
use counter::Counter;
use smtp_doctor_core::settings::Auth;
use smtp_doctor_core::settings::Endpoint;
use smtp_doctor_core::settings::Settings;

use crate::access::Caller;
use crate::client::Client;
use crate::error::ApiError;

pub use shared::Shared;

/// What is counted.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Limit {
    /// Requests of a client, of any kind.
    Requests,
    /// Probes and discoveries of a client.
    Probes,
    /// Probes of a mail server, whoever asks.
    Server,
    /// Sign ins to an account, whoever asks.
    SignIns,
    /// Test messages to a recipient, whoever asks.
    Messages,
}

impl Limit {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Requests, Self::Probes, Self::Server, Self::SignIns, Self::Messages];

    /// What beginners get: enough for people, too little for programs that try things out.
    pub const fn usual(self) -> u32 {
        match self {
            Self::Requests => 600,
            Self::Probes => 20,
            Self::Server => 60,
            Self::SignIns | Self::Messages => 3,
        }
    }

    /// The time in which it is counted.
    const fn window(self) -> Duration {
        Duration::from_secs(match self {
            Self::Requests | Self::Probes | Self::Server => 60,
            Self::SignIns | Self::Messages => 600,
        })
    }

    /// Its name in metrics and problems.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Requests => "requests",
            Self::Probes => "probes",
            Self::Server => "server",
            Self::SignIns => "sign-ins",
            Self::Messages => "messages",
        }
    }

    const fn problem(self) -> &'static str {
        match self {
            Self::Requests => "too-many-requests",
            Self::Probes => "too-many-probes",
            Self::Server => "too-many-probes-of-server",
            Self::SignIns => "too-many-sign-ins",
            Self::Messages => "too-many-messages",
        }
    }

    const fn says(self) -> &'static str {
        match self {
            Self::Requests => "Too many requests came from your address.",
            Self::Probes => "You asked for too many probes.",
            Self::Server => {
                "This mail server was probed too often, by whomever. The limit keeps it from being worn down."
            }
            Self::SignIns => {
                "This account was signed in to too often in the last minutes. The limit keeps the account from being \
                 locked, and its password from being guessed."
            }
            Self::Messages => "This recipient got enough test messages in the last minutes.",
        }
    }
}

/// How often each may happen within its time; what is not limited is not counted.
#[derive(Default)]
pub struct Limits {
    counters: Vec<(Limit, Counter)>,
}

impl fmt::Debug for Limits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.counters.iter().map(|it| it.0)).finish()
    }
}

impl Limits {
    /// Counts `limit`: so many within its time, a minute or, for sign ins and messages, ten; by this process alone, or
    /// together with all that share `shared`.
    #[must_use]
    pub fn and(mut self, limit: Limit, count: NonZeroU32, shared: Option<&Shared>) -> Self {
        self.counters.push((limit, Counter::new(limit.name(), count, limit.window(), shared.cloned())));
        self
    }

    /// Counts one, if it is within the limit.
    async fn count(&self, limit: Limit, of: impl Display) -> Result<(), OverLimit> {
        let Some((_, counter)) = self.counters.iter().find(|it| it.0 == limit) else { return Ok(()) };
        counter.count(of).await.map_err(|wait| OverLimit { limit, wait })
    }

    /// A request of a client.
    pub(crate) async fn request(&self, client: Client) -> Result<(), OverLimit> {
        self.count(Limit::Requests, client).await
    }

    /// A probe or a discovery of a client.
    pub(crate) async fn probe(&self, caller: &Caller, client: Client) -> Result<(), OverLimit> {
        let of = match caller {
            Caller::Named(name) => format!("name {name}"),
            Caller::Anybody => client.to_string(),
        };
        self.count(Limit::Probes, of).await
    }

    /// A look at a mail server.
    pub(crate) async fn server(&self, endpoint: &Endpoint) -> Result<(), OverLimit> {
        self.count(Limit::Server, endpoint.host.to_string().to_lowercase()).await
    }

    /// The sign in of a probe with `settings`, where it makes one.
    pub(crate) async fn sign_in(&self, settings: &Settings) -> Result<(), OverLimit> {
        let username = match &settings.auth {
            Auth::None => return Ok(()),
            Auth::Password { username, .. } | Auth::AccessToken { username, .. } => username,
            Auth::MicrosoftOauth(app) => &app.client_id,
        };
        // The port does not matter: it is the same account behind all of them.
        let account = format!("{} {}", settings.endpoint.host, username.trim()).to_lowercase();
        self.count(Limit::SignIns, account).await
    }

    /// A test message to the recipients of `settings`.
    pub(crate) async fn message(&self, settings: &Settings) -> Result<(), OverLimit> {
        for recipient in &settings.envelope.recipients {
            self.count(Limit::Messages, recipient.to_string().to_lowercase()).await?;
        }
        Ok(())
    }
}

/// Too often; when it may be tried again.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OverLimit {
    pub(crate) limit: Limit,
    wait: Duration,
}

impl From<OverLimit> for ApiError {
    fn from(over: OverLimit) -> Self {
        let seconds = over.wait.as_secs() + 1;
        let detail = format!("{} Try again in {seconds} seconds.", over.limit.says());
        Self::new(StatusCode::TOO_MANY_REQUESTS, over.limit.problem(), detail).after(seconds)
    }
}
