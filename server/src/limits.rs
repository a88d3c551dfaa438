//! How often a mailbox may be signed in to, whoever asks: so that nobody can guess passwords through this service, nor
//! lock somebody out.

use std::fmt;
use std::num::NonZeroU32;
use std::time::Duration;

use axum::http::StatusCode;
use governor::DefaultKeyedRateLimiter;
use governor::Quota;
use governor::RateLimiter;
use governor::clock::Clock as _;
use governor::clock::DefaultClock;
use smtp_doctor_core::settings::Auth;
use smtp_doctor_core::settings::Settings;

use crate::error::ApiError;

/// The time in which sign ins are counted.
const WINDOW: Duration = Duration::from_secs(600);

/// So many accounts are remembered before those are forgotten that have long been quiet.
const MANY: usize = 10_000;

/// Sign ins that are allowed for each account.
pub(crate) struct SignIns {
    accounts: DefaultKeyedRateLimiter<String>,
}

impl fmt::Debug for SignIns {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignIns").finish_non_exhaustive()
    }
}

impl SignIns {
    /// So many in ten minutes.
    pub(crate) fn allowing(count: NonZeroU32) -> Self {
        let one = WINDOW / count.get();
        // A period of ten minutes or less is never zero.
        let quota = Quota::with_period(one).unwrap_or(Quota::per_minute(count)).allow_burst(count);
        Self { accounts: RateLimiter::keyed(quota) }
    }

    /// Counts the sign in of a probe with `settings`, where it makes one.
    pub(crate) fn count(&self, settings: &Settings) -> Result<(), ApiError> {
        let username = match &settings.auth {
            Auth::None => return Ok(()),
            Auth::Password { username, .. } | Auth::AccessToken { username, .. } => username,
            Auth::MicrosoftOauth(app) => &app.client_id,
        };
        if self.accounts.len() > MANY {
            self.accounts.retain_recent();
        }
        // The port does not matter: it is the same account behind all of them.
        let account = format!("{} {}", settings.endpoint.host, username.to_lowercase());
        self.accounts.check_key(&account).map_err(|not_until| {
            let wait = not_until.wait_time_from(DefaultClock::default().now()).as_secs() + 1;
            let detail = format!(
                "This account was signed in to too often in the last minutes; try again in {wait} seconds. The limit \
                 keeps the account from being locked, and its password from being guessed."
            );
            ApiError::new(StatusCode::TOO_MANY_REQUESTS, "too-many-sign-ins", detail).after(wait)
        })
    }
}
