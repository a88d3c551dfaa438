//! Rate limits per client, mail server, account and recipient. They prevent password guessing, locked accounts, overloaded
//! servers and flooded mailboxes.

mod counter;
#[cfg_attr(not(feature = "redis"), path = "no_redis.rs")]
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

pub use shared::SharedCounter;

/// What a limit counts.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Limit {
    /// All requests of a client.
    Requests,
    /// Probes and discoveries of a client.
    Probes,
    /// Probes of a mail server, by all clients together.
    Server,
    /// Sign-ins to an account, by all clients together.
    SignIns,
    /// Test messages to a recipient, by all clients together.
    Messages,
}

impl Limit {
    /// Every limit.
    pub const ALL: [Self; 5] = [Self::Requests, Self::Probes, Self::Server, Self::SignIns, Self::Messages];

    /// The default: enough for people, too little for attacks.
    pub const fn default_count(self) -> u32 {
        match self {
            Self::Requests => 600,
            Self::Probes => 20,
            Self::Server => 60,
            Self::SignIns | Self::Messages => 3,
        }
    }

    /// The time window of the count.
    const fn window(self) -> Duration {
        Duration::from_secs(match self {
            Self::Requests | Self::Probes | Self::Server => 60,
            Self::SignIns | Self::Messages => 600,
        })
    }

    /// The name in metrics.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Requests => "requests",
            Self::Probes => "probes",
            Self::Server => "server",
            Self::SignIns => "sign-ins",
            Self::Messages => "messages",
        }
    }

    const fn problem_type(self) -> &'static str {
        match self {
            Self::Requests => "too-many-requests",
            Self::Probes => "too-many-probes",
            Self::Server => "too-many-probes-of-server",
            Self::SignIns => "too-many-sign-ins",
            Self::Messages => "too-many-messages",
        }
    }

    const fn detail(self) -> &'static str {
        match self {
            Self::Requests => "Your address sent too many requests.",
            Self::Probes => "You started too many tests.",
            Self::Server => "This server was tested too often. The limit protects it from overload.",
            Self::SignIns => {
                "This account had too many sign-ins in the last minutes. The limit protects it from being locked and its \
                 password from being guessed."
            }
            Self::Messages => "This recipient got too many test messages in the last minutes.",
        }
    }
}

/// The active limits. Everything else is unlimited.
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
    /// Sets `limit` to `count` per minute, or per ten minutes for sign-ins and messages. With `shared`, all instances count
    /// together.
    #[must_use]
    pub fn with(mut self, limit: Limit, count: NonZeroU32, shared: Option<&SharedCounter>) -> Self {
        self.counters.push((limit, Counter::new(limit.name(), count, limit.window(), shared.cloned())));
        self
    }

    /// Counts one event, unless the limit is reached.
    async fn count(&self, limit: Limit, key: impl Display) -> Result<(), LimitExceeded> {
        let Some((_, counter)) = self.counters.iter().find(|it| it.0 == limit) else { return Ok(()) };
        counter.count(key).await.map_err(|wait| LimitExceeded { limit, wait })
    }

    /// Counts a request of a client.
    pub(crate) async fn count_request(&self, client: Client) -> Result<(), LimitExceeded> {
        self.count(Limit::Requests, client).await
    }

    /// Counts a probe or a discovery of a client.
    pub(crate) async fn count_probe(&self, caller: &Caller, client: Client) -> Result<(), LimitExceeded> {
        let key = match caller {
            Caller::Named(name) => format!("name {name}"),
            Caller::Anonymous => client.to_string(),
        };
        self.count(Limit::Probes, key).await
    }

    /// Counts a probe of a mail server.
    pub(crate) async fn count_server(&self, endpoint: &Endpoint) -> Result<(), LimitExceeded> {
        self.count(Limit::Server, endpoint.host.to_string().to_lowercase()).await
    }

    /// Counts the sign-in of a probe with `settings`, if it has one.
    pub(crate) async fn count_sign_in(&self, settings: &Settings) -> Result<(), LimitExceeded> {
        let username = match &settings.auth {
            Auth::None => return Ok(()),
            Auth::Password { username, .. } | Auth::AccessToken { username, .. } => username,
            Auth::MicrosoftOauth(app) => &app.client_id,
        };
        // All ports of a host lead to the same account.
        let account = format!("{} {}", settings.endpoint.host, username.trim()).to_lowercase();
        self.count(Limit::SignIns, account).await
    }

    /// Counts a test message to each recipient of `settings`.
    pub(crate) async fn count_message(&self, settings: &Settings) -> Result<(), LimitExceeded> {
        for recipient in &settings.envelope.recipients {
            self.count(Limit::Messages, recipient.to_string().to_lowercase()).await?;
        }
        Ok(())
    }
}

/// A limit was reached; `wait` is the time until the next attempt.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LimitExceeded {
    pub(crate) limit: Limit,
    wait: Duration,
}

impl From<LimitExceeded> for ApiError {
    fn from(over: LimitExceeded) -> Self {
        let seconds = over.wait.as_secs() + 1;
        let detail = format!("{} Try again in {seconds} seconds.", over.limit.detail());
        Self::new(StatusCode::TOO_MANY_REQUESTS, over.limit.problem_type(), detail).retry_after(seconds)
    }
}
