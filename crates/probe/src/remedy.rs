//! Looks for a fix: other endpoints are asked what they offer, a few at most, without credentials.

use std::time::Duration;

use smtp_doctor_core::Finding;
use smtp_doctor_core::catalogue::entries::AUTH_NOT_OFFERED;
use smtp_doctor_core::catalogue::entries::DNS_NOT_FOUND;
use smtp_doctor_core::catalogue::entries::DNS_UNAVAILABLE;
use smtp_doctor_core::catalogue::entries::TARGET_NOT_ALLOWED;
use smtp_doctor_core::model::Security;
use smtp_doctor_core::model::SettingsPatch;
use smtp_doctor_core::model::Stage;
use smtp_doctor_core::settings::Auth;
use smtp_doctor_core::settings::Endpoint;
use smtp_doctor_core::settings::Host;
use smtp_doctor_core::settings::Settings;
use tokio::task::JoinSet;

use crate::context::Context;
use crate::offer;
use crate::offer::COMMON_HOST_LABELS;
use crate::offer::Offer;
use crate::offer::SUBMISSION_PORTS;
use crate::stage::auth::PASSWORD_MECHANISMS;
use crate::stage::auth::TOKEN_MECHANISMS;

/// Endpoints that are asked at most, all at once.
const MAX_ENDPOINTS: usize = 6;

/// Time limit for each.
const LIMIT: Duration = Duration::from_secs(5);

/// Whether another server, port or security could fix a failure in `stage`.
pub(crate) fn may_help(stage: Stage, finding: &Finding) -> bool {
    let before_sign_in = stage <= Stage::EhloAgain || *finding.about == AUTH_NOT_OFFERED;
    // Asking other endpoints neither permits an address nor makes a name server answer.
    before_sign_in && *finding.about != TARGET_NOT_ALLOWED && *finding.about != DNS_UNAVAILABLE
}

/// The change that makes `settings` work as far as EHLO, with the evidence.
pub(crate) async fn find(ctx: &Context, settings: &Settings, finding: &Finding) -> Option<(SettingsPatch, String)> {
    let alternatives = alternatives(settings, finding);
    let limit = LIMIT.min(ctx.deadlines.stage);
    let mut asked = JoinSet::new();
    for (rank, endpoint) in alternatives.into_iter().enumerate() {
        let ctx = ctx.clone();
        asked.spawn(async move { (rank, offer::ask(&ctx, endpoint, limit).await) });
    }
    let mut best: Option<(usize, Offer)> = None;
    while let Some(ended) = asked.join_next().await {
        let Ok((rank, Some(offer))) = ended else { continue };
        if suits(&offer, settings) && best.as_ref().is_none_or(|it| rank < it.0) {
            best = Some((rank, offer));
            if rank == 0 {
                break;
            }
        }
    }
    let (_, offer) = best?;
    Some((patch(&settings.endpoint, &offer.endpoint), format!("Seen to work: {}", offer.describe())))
}

/// Whether the sign-in is possible there: credentials need encryption and a mechanism that carries them.
fn suits(offer: &Offer, settings: &Settings) -> bool {
    let usable = match settings.auth {
        Auth::None => return true,
        Auth::Password { .. } => PASSWORD_MECHANISMS,
        Auth::MicrosoftOauth(_) | Auth::AccessToken { .. } => TOKEN_MECHANISMS,
    };
    offer.tls_version.is_some() && offer.auth.iter().any(|it| usable.contains(it))
}

/// What may work instead, most likely first: the fix that the finding proposes, what the provider documents, the usual
/// ports of the same host.
fn alternatives(settings: &Settings, finding: &Finding) -> Vec<Endpoint> {
    let tried = &settings.endpoint;
    let mut alternatives: Vec<Endpoint> = Vec::new();
    let mut add = |host: &Host, port: u16, security: Security| {
        let endpoint = Endpoint { host: host.clone(), port, security };
        if endpoint != *tried && !alternatives.contains(&endpoint) {
            alternatives.push(endpoint);
        }
    };
    if let Some(fix) = &finding.fix {
        let host = match &fix.server {
            Some(name) => Host::parse(name).unwrap_or_else(|| tried.host.clone()),
            None => tried.host.clone(),
        };
        let port = fix.port.as_deref().and_then(|it| it.parse().ok()).unwrap_or(tried.port);
        add(&host, port, fix.security.unwrap_or(tried.security));
    }
    if let Some(provider) = tried.provider() {
        for known in provider.endpoints {
            add(&tried.host, known.port, known.security);
        }
    }
    // A domain was typed as the server: its servers usually have one of these names.
    let hosts_of_domain = match &tried.host {
        Host::Name(name) if *finding.about == DNS_NOT_FOUND => COMMON_HOST_LABELS
            .iter()
            .filter(|it| !name.starts_with(**it))
            .filter_map(|it| Host::parse(&format!("{it}.{name}")))
            .collect(),
        Host::Name(_) | Host::Ip(_) => Vec::new(),
    };
    for host in hosts_of_domain.iter().chain(hosts_of_domain.is_empty().then_some(&tried.host)) {
        for (port, security) in SUBMISSION_PORTS.into_iter().chain([(2525, Security::Starttls)]) {
            add(host, port, security);
        }
    }
    // The typed port may only need another security.
    for security in [Security::ImplicitTls, Security::Starttls] {
        add(&tried.host, tried.port, security);
    }
    alternatives.truncate(MAX_ENDPOINTS);
    alternatives
}

fn patch(tried: &Endpoint, working: &Endpoint) -> SettingsPatch {
    SettingsPatch {
        server: (tried.host != working.host).then(|| working.host.to_string()),
        port: (tried.port != working.port).then(|| working.port.to_string()),
        security: (tried.security != working.security).then_some(working.security),
        ..SettingsPatch::default()
    }
}
